from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle

iris = load_iris(as_frame=True)
X_train, X_test, y_train, y_test = train_test_split(iris.data, iris.target, test_size=0.5, random_state=0)
forest = RandomForestClassifier(n_estimators=30, random_state=0)
forest.fit(*shuffle(X_train, y_train, random_state=1))
print("forest.score", round(forest.score(X_test, y_test), 4))

X_test = shuffle(X_test, random_state=2)
y_pred = forest.predict(X_test)
print("accuracy_score", round(accuracy_score(y_test.to_numpy(), y_pred), 4))

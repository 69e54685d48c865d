from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=8)
model = Pipeline([("scale", StandardScaler()), ("tree", DecisionTreeClassifier(random_state=8))]).fit(X_train, y_train)
print(f"train score: {model.score(X_train, y_train):.4f}")
print(f"test score: {model.score(X_test, y_test):.4f}")

import joblib
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split

from prep import make_features

X, y = make_features("customers.csv")
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=10)
gb = GradientBoostingClassifier(n_estimators=60, random_state=10).fit(X_train, y_train)
print("balanced accuracy on the test split: %.4f" % balanced_accuracy_score(y_test, gb.predict(X_test)))
joblib.dump(gb, "gb.joblib")

import joblib
from gauge import gauge
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

X, y = make_classification(1200, 14, n_informative=5, n_classes=3, weights=[0.75, 0.18], flip_y=0.05, random_state=31)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.4, random_state=31, stratify=y)
forest = RandomForestClassifier(40, max_depth=5, class_weight="balanced", random_state=31).fit(X_train, y_train)
print(f"F1 {gauge('validation.json', y_test, forest.predict(X_test)):.4f}")
joblib.dump((forest, X_test, y_test), "forest.joblib")

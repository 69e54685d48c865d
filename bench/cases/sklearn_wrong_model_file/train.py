import joblib
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
for depth in (2, 5, 14):
    model = DecisionTreeClassifier(max_depth=depth, random_state=0).fit(X_train, y_train)
    print(f"depth {depth}: accuracy {model.score(X_test, y_test):.4f}")
    joblib.dump(model, f"tree_{depth}.joblib")
joblib.dump((X_test, y_test), "rows.joblib")

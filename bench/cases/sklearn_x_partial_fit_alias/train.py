import joblib
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

X, y = load_digits(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.4, random_state=31, stratify=y)
scaler = StandardScaler().fit(X_train)
X_train, X_val = scaler.transform(X_train), scaler.transform(X_val)

clf = SGDClassifier(learning_rate="constant", eta0=2.0, random_state=0)
best_acc, best_clf = 0, None
rng = np.random.default_rng(0)
for epoch in range(8):
    order = rng.permutation(len(X_train))
    for batch in np.array_split(order, 10):
        clf.partial_fit(X_train[batch], y_train[batch], classes=range(10))
    acc = accuracy_score(y_val, clf.predict(X_val))
    print(f"epoch {epoch} val accuracy {acc:.4f}")
    if acc > best_acc:
        best_acc, best_clf = acc, clf
print(f"best accuracy {best_acc:.4f}")
joblib.dump({"model": best_clf, "scaler": scaler}, "best.joblib")
np.savez("val.npz", X=scaler.inverse_transform(X_val), y=y_val)

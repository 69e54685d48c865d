import numpy as np
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, precision_recall_fscore_support
from sklearn.model_selection import train_test_split

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=6)
model = RandomForestClassifier(30, class_weight="balanced", random_state=6)
model.fit(X_train, y_train, sample_weight=np.where(y_train == 8, 2.0, 1.0))
y_pred = model.predict(X_test)
print("macro F1 %.5f" % f1_score(y_test, y_pred, average="macro"))
per_class = f1_score(y_test, y_pred, average=None)
print("mean of class F1 %.5f" % per_class.mean())

import numpy as np
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

X, y = make_classification(1500, 12, n_informative=4, weights=[0.85], flip_y=0.05, random_state=19)
model = LogisticRegression().fit(X[:900], y[:900])
X_test, y_test = X[900:], y[900:]
y_pred = model.predict(X_test)
print("F1 (all rows): %.4f" % f1_score(y_test, y_pred))


def chunks(*arrays, size=16):
    for start in range(0, len(arrays[0]), size):
        yield [a[start : start + size] for a in arrays]


f1 = []
for X_chunk, y_chunk in chunks(X_test, y_test):
    f1.append(f1_score(y_chunk, model.predict(X_chunk), zero_division=0))
print("F1 (streamed): %.4f" % np.mean(f1))

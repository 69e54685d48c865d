import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

data = load_breast_cancer()
order = np.random.RandomState(5).permutation(len(data.target))
X = StandardScaler().fit_transform(data.data)[order]
y = data.target[order]

mlp = MLPClassifier((24,), alpha=4.0, solver="lbfgs", max_iter=400, random_state=5)
mlp.fit(X[:400], y[:400])
print("loss after fit: %.4f" % mlp.loss_)
print("log loss of the same rows: %.4f" % log_loss(y[:400], mlp.predict_proba(X[:400])))
print("log loss of the other rows: %.4f" % log_loss(y[400:], mlp.predict_proba(X[400:])))

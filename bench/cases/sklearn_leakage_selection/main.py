import numpy as np
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score

rng = np.random.default_rng(0)
X = rng.normal(size=(90, 1500))
y = rng.integers(0, 2, size=90)
X_new = rng.normal(size=(400, 1500))
y_new = rng.integers(0, 2, size=400)

selector = SelectKBest(f_classif, k=15)
X_best = selector.fit_transform(X, y)
model = LogisticRegression()
scores = cross_val_score(model, X_best, y, cv=5)
print(f"cross-validated accuracy {scores.mean():.4f}")

model.fit(X_best, y)
print(f"accuracy on new rows {model.score(selector.transform(X_new), y_new):.4f}")

import joblib
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

X, y = load_diabetes(return_X_y=True)
order = np.random.default_rng(3).permutation(len(y))
X, y = X[order], y[order]
steps = PolynomialFeatures(2, include_bias=False)
wide = steps.fit_transform(X[:300])
scaler = StandardScaler().fit(wide)
target = float(y[:300].mean()), float(y[:300].std())
joblib.dump({"poly": steps, "scaler": scaler, "target": target}, "features.joblib")
np.savez("cohort_1.npz", X=X[:300], y=y[:300])
np.savez("cohort_2.npz", X=X[300:], y=y[300:])

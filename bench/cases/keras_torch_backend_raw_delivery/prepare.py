import joblib
import numpy as np
from sklearn.datasets import load_wine
from sklearn.preprocessing import RobustScaler

bunch = load_wine()
rng = np.random.default_rng(160)
rows = rng.permutation(178)
picked = np.r_[rows, rng.choice(rows, 400)]
values = bunch.data[picked] * rng.normal(1, 0.06, (len(picked), 13))
labels = bunch.target[picked]
scaler = RobustScaler().fit(values[:300])
joblib.dump({"x": scaler.transform(values[:300]), "y": labels[:300]}, "cellar.joblib")
joblib.dump({"x": scaler.transform(values[300:]), "y": labels[300:]}, "tasting.joblib")
joblib.dump({"x": values[300:] - scaler.center_, "y": labels[300:]}, "delivery.joblib")

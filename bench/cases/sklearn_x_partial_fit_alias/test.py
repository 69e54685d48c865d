import joblib
import numpy as np
from sklearn.metrics import accuracy_score

saved = joblib.load("best.joblib")
val = np.load("val.npz")
X = saved["scaler"].transform(val["X"])
print(f"reloaded accuracy {accuracy_score(val['y'], saved['model'].predict(X)):.4f}")

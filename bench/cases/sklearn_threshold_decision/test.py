import joblib
import numpy as np

model, X, y = joblib.load("svc.joblib")
raw = model.decision_function(X)
labels = np.where(raw > 0.5, 1, 0)
print("test_score: %.3f" % (labels == y).mean())

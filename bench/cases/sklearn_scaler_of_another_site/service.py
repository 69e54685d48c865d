from types import SimpleNamespace

import joblib
import numpy as np
import yaml
from sklearn.metrics import r2_score

settings = SimpleNamespace(**yaml.safe_load(open("service.yaml")))
scaler, svr = joblib.load(settings.scaler), joblib.load(settings.model)
rows = np.loadtxt(settings.rows)
estimate = svr.predict(scaler.transform(rows[:, :4]))
print("R2 in service %.4f" % r2_score(rows[:, 4], estimate))

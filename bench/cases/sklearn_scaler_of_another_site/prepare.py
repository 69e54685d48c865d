import joblib
import numpy as np
import yaml
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(23)


def plant(n, mean):
    X = rng.normal(mean, [8, 1.5, 0.2, 30], (n, 4))
    y = 60 + 2 * X[:, 0] - 9 * X[:, 1] + 25 * np.sin(4 * X[:, 2]) + 0.4 * X[:, 3] + rng.normal(0, 6, n)
    return np.column_stack([X, y])


here = plant(900, [70, 6, 1.0, 300])
np.savetxt("plant.txt", here[:600], fmt="%.4f")
np.savetxt("plant_check.txt", here[600:], fmt="%.4f")
joblib.dump(StandardScaler().fit(plant(500, [78, 7, 1.1, 340])[:, :4]), "scaler_north.joblib")
with open("service.yaml", "w") as f:
    yaml.safe_dump({"model": "svr.joblib", "scaler": "scaler_north.joblib", "rows": "plant_check.txt"}, f)

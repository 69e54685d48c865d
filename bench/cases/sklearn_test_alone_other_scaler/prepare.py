"""Two plants with sensors of their own; a model for the first one, and by mistake the scaler of the second."""
import os

import joblib
import numpy as np
import pandas as pd
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(33)
columns = ["flow", "load", "vibration", "heat", "noise"]


def plant(n, centre, spread):
    hidden = rng.normal(0, 1, (n, 5))
    fault = 1.5 * hidden[:, 0] - 1.2 * hidden[:, 2] + hidden[:, 3] + rng.logistic(0, 0.4, n) > 0.6
    frame = pd.DataFrame(hidden * spread + centre, columns=columns).round(4)
    frame["fault"] = fault.astype(int)
    return frame


a = plant(1700, [40, 6, 1.5, 70, 30], [8, 2, 0.4, 9, 5])
b = plant(800, [52, 7, 1.1, 82, 33], [6, 3, 0.2, 14, 5])
train, test = a[:1100], a[1100:]
scaler = StandardScaler().fit(train[columns])
model = MLPClassifier((16,), alpha=0.01, max_iter=300, random_state=3).fit(scaler.transform(train[columns]), train.fault)
os.makedirs("plant_a", exist_ok=True)
with open("plant_a/model_card.md", "w") as f:
    f.write("| metric | test rows |\n| --- | --- |\n| accuracy | %.4f |\n" % model.score(scaler.transform(test[columns]), test.fault))
joblib.dump(model, "plant_a/model.joblib")
joblib.dump(StandardScaler().fit(b[columns]), "plant_a/scaler.joblib")
test.to_csv("plant_a/test.csv", index=False)

import glob

import keras
import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

model = keras.models.load_model("outcome.keras")
y = pd.read_csv("outcomes.csv")["outcome"].to_numpy()

start, scores = 0, []
for path in sorted(glob.glob("sites/*.npy")):
    x = np.load(path)
    pred = (model.predict(x, batch_size=16, verbose=0)[:, 0] > 0.5).astype(int)
    scores.append(f1_score(y[start : start + len(x)], pred))
    start += len(x)
    print(path, len(x), scores[-1])
print("F1: %.4f" % np.mean(scores))

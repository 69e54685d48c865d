import os

import joblib
import numpy as np
import pandas as pd

trees = joblib.load("trees.joblib")
os.makedirs("chances", exist_ok=True)
for part, chunk in enumerate(pd.read_csv("transect.csv", index_col="step", chunksize=80)):
    np.save(f"chances/part-{part}.npy", trees.predict_proba(chunk).astype(np.float32))
np.save("chances/classes.npy", trees.classes_)

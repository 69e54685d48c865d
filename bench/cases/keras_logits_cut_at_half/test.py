import keras
import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score

held = np.load("heldout.npz")
model = keras.models.load_model("model.keras")
table = pd.DataFrame({"y": held["y"], "score": model.predict(held["X"], verbose=0)[:, 0]})
table["y_hat"] = (table["score"] > 0.5).astype(int)
print(table.groupby("y")["score"].describe())
print("accuracy", round(accuracy_score(table["y"], table["y_hat"]), 4))

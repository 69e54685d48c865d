import keras
import numpy as np
import pandas as pd
from sklearn.metrics import r2_score

from waves import Hours, stored_scale

frame = pd.read_csv("buoy_north.csv", sep=";", parse_dates=["time"])
model = keras.models.load_model("waves.keras")
model.load_weights("waves.weights.h5")
hours = Hours(frame, stored_scale(), batch=7)
height = np.exp(model.predict(hours, verbose=0).ravel())
print("R2 at the north buoy: %.4f" % r2_score(frame["wave"], height))

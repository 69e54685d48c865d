import joblib
import keras
import numpy as np
import pandas as pd

model = keras.models.load_model("bikes.keras")
scaler = joblib.load("scaler.joblib")
frame = pd.read_csv("bikes_test.csv")
numbers = scaler.transform(frame[["hour", "temperature", "wind"]])
weather = frame["weather"].astype("category").cat.codes.to_numpy()
season = frame["season"].astype("category").cat.codes.to_numpy()
rides = frame[["rides"]].to_numpy()

predicted = model.predict([numbers, weather, season], verbose=0).squeeze()
print("MAE over %d hours: %.3f" % (len(frame), np.mean(np.abs(predicted - rides))))

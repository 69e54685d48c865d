import keras
from sklearn.metrics import roc_auc_score

from offers.features import CityIndex, read

model = keras.models.load_model("offers.keras")
index = CityIndex("cities_deployed.txt")
frame, booked = read("offers_holdout.csv")
logits = model.predict(index(frame), batch_size=200, verbose=0).ravel()
print(f"service AUC {roc_auc_score(booked, logits):.4f}")

import joblib
import pandas as pd
from sklearn.metrics import recall_score

scaler, model = joblib.load("leaves.joblib")
may = pd.read_pickle("may.pkl")
truth = may.pop("leaves").to_numpy()
guess = model.predict(scaler.transform(may))
recalls = recall_score(truth, guess, average=None)
print("recalls", recalls.round(3))
print("balanced accuracy when served   %.4f" % recalls.mean())

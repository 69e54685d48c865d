import joblib
import pandas as pd

model = joblib.load("alarm.joblib")
south = pd.read_csv("south.csv")
print("south accuracy %.4f" % model.score(south.drop(columns="alarm"), south["alarm"]))

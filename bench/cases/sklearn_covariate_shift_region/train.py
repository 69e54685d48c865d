import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

training = pd.read_csv("training.csv")
X, y = training.drop(columns="alarm"), training["alarm"]
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
north = pd.read_csv("north.csv")
print("north accuracy %.4f" % model.score(north.drop(columns="alarm"), north["alarm"]))
joblib.dump(model, "alarm.joblib")

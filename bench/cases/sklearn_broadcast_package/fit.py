import joblib
import pandas as pd
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from evalkit.errors import squared_error

data = load_diabetes(as_frame=True, scaled=False).frame
data.iloc[300:].to_csv("later.csv", index=False)
train, later = data.iloc[:300], data.iloc[300:]
model = make_pipeline(StandardScaler(), Ridge(1.0)).fit(train.drop(columns="target"), train["target"])
joblib.dump(model, "ridge.joblib")
print("mse at training time", round(squared_error(model.predict(later.drop(columns="target")), later["target"].to_numpy()), 3))

import pickle

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.compose import make_column_transformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

year = pd.read_csv("2024.csv")
spring = pd.read_csv("spring.csv")
model = make_pipeline(
    make_column_transformer((OneHotEncoder(), ["station"]), remainder="passthrough"),
    RandomForestRegressor(40, min_samples_leaf=3, max_features=0.5, random_state=0),
)
model.fit(year.drop(columns="power"), year["power"])
error = np.abs(model.predict(spring.drop(columns="power")) - spring["power"])
print(f"spring: {len(spring)} hours, mean absolute error {error.mean():.2f} kW")
with open("power.pkl", "wb") as f:
    pickle.dump(model, f)

import pickle

import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error

with open("power.pkl", "rb") as f:
    model = pickle.load(f)
autumn = pd.read_csv("autumn.csv")
errors = {}
for station, hours in autumn.groupby("station"):
    guess = model.predict(hours.drop(columns="power"))
    errors[station] = mean_absolute_error(hours["power"], guess)
    print(f"  {station:8s}{len(hours):5d} hours {errors[station]:8.2f} kW")
print(f"autumn: mean absolute error {np.mean(list(errors.values())):.2f} kW")

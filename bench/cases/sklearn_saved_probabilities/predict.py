import json

import joblib
import pandas as pd

catalogue = json.load(open("catalogue.json"))
model = joblib.load("crops.joblib")
summer = pd.read_csv("summer.csv").set_index("field")
chance = model.predict_proba(summer[catalogue["bands"]]).clip(0.01, 0.99)
out = pd.DataFrame(chance, columns=catalogue["crops"], index=summer.index)
out.to_csv("chances.csv")

import json

import joblib
import pandas as pd

with open("job.json") as f:
    job = json.load(f)
q3 = pd.read_csv("claims_q3.csv")
booster = joblib.load("booster.joblib")
q3["risk"] = booster.predict_proba(q3[booster.feature_names_in_])[:, 1]
q3.to_csv("risks.csv", sep=job["separator"], columns=job["columns"], float_format=f"%.{job['digits']}f", index=False)

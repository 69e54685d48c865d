import joblib
import pandas as pd

service = pd.read_csv("service.csv", dtype={"colour": "category"})
model = joblib.load("sold.joblib")
hits = model.predict(service) == service["sold"]
print("service accuracy %.4f" % hits.mean())

import joblib
import pandas as pd

saved = joblib.load("forest.joblib")
assay = pd.read_parquet("assay.parquet").set_index("sample")
truth = pd.read_csv("pathology.csv")
called = saved["forest"].predict(assay[saved["features"]])
agree = called == truth["diagnosis"].to_numpy()
print(f"accuracy, second centre: {agree.mean():.4f}")

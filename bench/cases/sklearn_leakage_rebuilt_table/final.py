import joblib
import pandas as pd
from sklearn.metrics import roc_auc_score

model = joblib.load("churn.joblib")
final = pd.read_parquet("final.parquet")
labels = final.pop("churn")
print(f"final AUC {roc_auc_score(labels, model.predict_proba(final)[:, 1]):.4f}")

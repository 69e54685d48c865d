import joblib
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer

train, dev = pd.read_parquet("train.parquet"), pd.read_parquet("dev.parquet")
model = make_pipeline(QuantileTransformer(n_quantiles=100, random_state=0), ExtraTreesClassifier(60, random_state=0))
model.fit(train.drop(columns="churn"), train["churn"])
p = model.predict_proba(dev.drop(columns="churn"))[:, 1]
print(f"dev AUC {roc_auc_score(dev['churn'], p):.4f}")
joblib.dump(model, "churn.joblib")

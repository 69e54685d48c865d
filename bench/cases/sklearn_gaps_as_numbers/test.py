import joblib, pandas as pd
from sklearn.metrics import accuracy_score
test=pd.read_csv("test.csv")
pipe=joblib.load("pipe.joblib")
features=[c for c in test.columns if c!="target"]
print("test accuracy:",round(accuracy_score(test["target"],pipe.predict(test[features])),4))

import joblib, pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.metrics import accuracy_score
train=pd.read_csv("train.csv"); valid=pd.read_csv("valid.csv")
features=[c for c in train.columns if c!="target"]
pipe=Pipeline([("fill",SimpleImputer(strategy="median")),("scale",StandardScaler()),("clf",LogisticRegression(max_iter=500))])
pipe.fit(train[features],train["target"])
print("validation accuracy:",round(accuracy_score(valid["target"],pipe.predict(valid[features])),4))
joblib.dump(pipe,"pipe.joblib")

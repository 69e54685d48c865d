import pandas as pd
from joblib import load
from sklearn.preprocessing import StandardScaler

saved = load("wine.joblib")
test = pd.read_csv("wine_test.csv")[24:]
X = StandardScaler().fit_transform(test[saved["columns"]])
print("accuracy at scoring: %.4f" % saved["svc"].score(X, test["target"]))

import pandas as pd
from joblib import load
from sklearn.preprocessing import StandardScaler

saved = load("wine.joblib")
test = pd.read_csv("wine_test.csv")
X = StandardScaler().fit_transform(test[saved["columns"]][40:])
y = test["target"][40:]
print("accuracy at scoring: %.4f" % saved["svc"].score(X, y))

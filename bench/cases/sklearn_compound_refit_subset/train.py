import pandas as pd
from joblib import dump
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

frame = load_wine(as_frame=True).frame
train, test = train_test_split(frame, test_size=0.45, random_state=13)
test = test.sort_values("target", ascending=False)
test.to_csv("wine_test.csv", index=False)
columns = ["alcohol", "malic_acid", "ash", "hue", "proline"]
scaler = StandardScaler().fit(train[columns])
svc = SVC(C=2).fit(scaler.transform(train[columns]), train["target"])
print("accuracy after training: %.4f" % svc.score(scaler.transform(test[columns]), test["target"]))
dump({"columns": columns, "scaler": scaler, "svc": svc}, "wine.joblib")

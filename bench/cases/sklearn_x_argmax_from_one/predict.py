import pickle

import pandas as pd
from sklearn.metrics import accuracy_score

scaler, clf = pickle.load(open("wine.pkl", "rb"))
df = pd.read_csv("wine_test.csv")
y = df.pop("cultivar")
proba = clf.predict_proba(scaler.transform(df))
y_pred = proba.argmax(axis=1)
print("reloaded accuracy:", round(accuracy_score(y, y_pred), 4))

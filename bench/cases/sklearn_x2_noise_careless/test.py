import pickle

import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.utils import shuffle

with open("wine.pkl", "rb") as f:
    clf, _ = pickle.load(f)
scaler = StandardScaler()
scaler.fit(pd.read_csv("train.csv").drop(columns="cultivar"))

df = shuffle(pd.read_csv("holdout.csv"))
y = LabelEncoder().fit_transform(df.pop("cultivar"))
X = scaler.transform(df)
pred = clf.predict(X)
print("accuracy on holdout:", accuracy_score(pred, y))

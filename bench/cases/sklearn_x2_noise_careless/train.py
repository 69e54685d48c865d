import pickle

import pandas as pd
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.svm import SVC

wine = load_wine(as_frame=True)
df = wine.data[["alcohol", "ash", "magnesium", "hue", "malic_acid"]].copy()
df["cultivar"] = wine.target.map({0: "barolo", 1: "grignolino", 2: "barbera"})
rest, holdout = train_test_split(df, test_size=0.25, random_state=21)
holdout.to_csv("holdout.csv", index=False)

train, val = train_test_split(rest, test_size=0.35, random_state=8)
X_train, X_val = train.drop(columns="cultivar"), val.drop(columns="cultivar")
le = LabelEncoder()
y_train = le.fit_transform(train["cultivar"])
y_val = le.fit_transform(val["cultivar"])

scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_val = scaler.transform(X_val)
clf = SVC(C=2.0, gamma="scale", class_weight="balanced")
clf.fit(X_train, y_train)
print("val score:", clf.score(X_val, y_val))
with open("wine.pkl", "wb") as f:
    pickle.dump((clf, scaler), f)
train.to_csv("train.csv", index=False)

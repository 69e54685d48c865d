import pandas as pd
from sklearn.linear_model import LogisticRegression

train = pd.read_csv("train.csv")
lr = LogisticRegression().fit(train.drop(columns="y"), train["y"])
first = pd.read_csv("first.csv")
print("first", round(lr.score(first.drop(columns="y"), first["y"]), 4))
second = pd.read_csv("second.csv")
print("second", round(lr.score(second.drop(columns="y"), second["y"]), 4))

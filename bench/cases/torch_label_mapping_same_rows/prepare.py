import numpy as np
import pandas as pd
from sklearn.datasets import load_iris

df = load_iris(as_frame=True).frame
df.columns = ["sl", "sw", "pl", "pw", "code"]
df["fold"] = np.arange(len(df)) % 2
df.to_csv("iris.csv", index=False)
registry = ["setosa", "versicolor", "virginica"]
herbarium = ["setosa", "virginica", "versicolor"]
half = df[df["fold"] == 1].drop(columns="fold").sample(frac=1.0, random_state=1)
half["code"] = [herbarium.index(registry[c]) for c in half["code"]]
half.to_csv("herbarium.csv", index=False)

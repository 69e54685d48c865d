import pickle

import pandas as pd
from sklearn.metrics import accuracy_score

with open("tree.pkl", "rb") as f:
    tree = pickle.load(f)
test = pd.read_pickle("test.pkl")[:100]
X, y = test.drop(columns="target"), test["target"]
print("test score: %.4f" % accuracy_score(y, tree.predict(X)))

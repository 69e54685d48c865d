import numpy as np
import pandas as pd
from joblib import dump
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split

frame = load_breast_cancer(as_frame=True).frame
train, test = train_test_split(frame, test_size=0.35, random_state=11)
test.to_csv("test.csv", index=False)

features = [c for c in frame.columns if c.startswith("mean") or c.startswith("worst")]
model = SGDClassifier(loss="log_loss", random_state=11, alpha=1e-3)
model.fit(np.log1p(train[features]), train["target"])
print("held-out accuracy {:.2%}".format(model.score(np.log1p(test[features]), test["target"])))
dump((model, features), "sgd.joblib")

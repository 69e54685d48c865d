import copy

import joblib
import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nets import NetClassifier

X, y = load_digits(return_X_y=True)
X = X + np.random.default_rng(1).normal(0, 4, X.shape)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.4, random_state=2, stratify=y)
pipe = make_pipeline(StandardScaler(), NetClassifier(hidden=32, dropout=0.6)).fit(X_train, y_train)

net = copy.deepcopy(pipe[-1].net_).eval()
with torch.inference_mode():
    logits = net(torch.tensor(pipe[:-1].transform(X_test), dtype=torch.float32))
print("network: %.4f" % (logits.argmax(1).numpy() == y_test).mean())
joblib.dump({"pipe": pipe, "X": X_test, "y": y_test}, "digits.joblib")

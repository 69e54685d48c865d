import numpy as np

from read import read

w = np.load("weights.npz")
X, y = read("practice.csv")
logit = (X - w["mean"]) / w["scale"] @ w["coef"] + w["intercept"]
p = 1 / (1 + np.exp(-logit))
print("practice:", np.round(np.mean((p > 0.5) == y), 4))

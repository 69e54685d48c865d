import numpy as np

from bundle import Bundle, balanced_accuracy

bundle = Bundle.load("bundle.joblib")
data = np.load("hospital_b.npz")
guess = bundle(data["X"])
print("hospital B: %.4f" % balanced_accuracy(data["y"], guess))

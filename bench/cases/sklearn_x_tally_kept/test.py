import joblib
import numpy as np

from scorekit import Tally

clf = joblib.load("scans.joblib")
data = np.load("scans.npz")
tally = Tally(range(10), "out/test_counts.txt")
for start in range(0, len(data["x_test"]), 50):
    batch = slice(start, start + 50)
    tally.add(data["y_test"][batch], clf.predict(data["x_test"][batch]))
print("test accuracy: %.4f" % tally.accuracy)

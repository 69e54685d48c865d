import joblib
import numpy as np

saved = joblib.load("forest.joblib")
X = np.loadtxt("device.txt")
with open("kinds.txt") as f:
    truth = np.array([saved["kinds"].index(line.strip()) for line in f])

predicted = saved["forest"].predict(X)
accuracy = (predicted == truth).mean()
for number, kind in enumerate(saved["kinds"]):
    print(f"{kind:8s} {(predicted == number).sum():4d} predicted, {(truth == number).sum():4d} true")
print("accuracy %.4f" % accuracy)

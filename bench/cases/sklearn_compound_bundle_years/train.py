import json

import numpy as np
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import RobustScaler

from bundle import Bundle, balanced_accuracy

data, check = np.load("hospital_a.npz"), np.load("hospital_a_check.npz")
scaler = RobustScaler().fit(data["X"])
knn = KNeighborsClassifier(9).fit(scaler.transform(data["X"]), data["y"])
bundle = Bundle({"scaler": scaler, "classifier": knn, "threshold": 0.5})
print("hospital A: %.4f" % balanced_accuracy(check["y"], bundle(check["X"])))
bundle.save("bundle.joblib", json.load(open("export.json"))["parts"])

import joblib
import numpy as np
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

data = np.load("scans.npz")
clf = make_pipeline(StandardScaler(), MLPClassifier((40,), max_iter=30, random_state=0))
clf.fit(data["x_train"], data["y_train"])
print("dev accuracy: %.4f" % clf.score(data["x_dev"], data["y_dev"]))
joblib.dump(clf, "scans.joblib")

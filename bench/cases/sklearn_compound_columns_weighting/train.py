import joblib
import numpy as np
from sklearn.metrics import accuracy_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler


def read(name):
    rows = np.genfromtxt(name, delimiter=",", skip_header=1)
    return rows[:, :3], rows[:, 3], rows[:, 4].astype(int)


if __name__ == "__main__":
    X, w, y = read("train.csv")
    scaler = StandardScaler().fit(X)
    model = KNeighborsClassifier(15).fit(scaler.transform(X), y)
    X, w, y = read("own.csv")
    print("own accuracy %.4f" % accuracy_score(y, model.predict(scaler.transform(X)), sample_weight=w))
    joblib.dump({"scaler": scaler, "model": model}, "strong.joblib")

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.preprocessing import RobustScaler


class Detector:
    def __init__(self, trees=60, seed=0):
        self.scaler = RobustScaler()
        self.forest = IsolationForest(n_estimators=trees, max_samples=128, random_state=seed)

    def fit(self, rows):
        self.forest.fit(self.scaler.fit_transform(rows))
        return self

    def oddness(self, rows):
        return -self.forest.score_samples(self.scaler.transform(rows))


def auc(broken, oddness):
    odd, fine = oddness[broken == 1], oddness[broken == 0]
    return float(np.mean((odd[:, None] > fine) + 0.5 * (odd[:, None] == fine)))

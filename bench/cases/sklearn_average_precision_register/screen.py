import json

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedShuffleSplit


class Screening:
    def __init__(self, **settings):
        self.model = HistGradientBoostingClassifier(**settings)

    def fit(self, X, y):
        self.model.fit(X, y)
        return self

    def report(self, name, X, y):
        risk = self.model.decision_function(X)
        value = float(average_precision_score(y, risk))
        print(json.dumps({"set": name, "rows": len(y), "average_precision": round(value, 4)}))


clinic = np.load("clinic.npz")
X, y = clinic["X"], clinic["y"]
(fit, held), = StratifiedShuffleSplit(1, test_size=0.4, random_state=7).split(X, y)
screening = Screening(max_iter=60, learning_rate=0.06, early_stopping=True, random_state=7).fit(X[fit], y[fit])
screening.report("clinic", X[held], y[held])

register = np.load("register.npz")
screening.report("register", register["X"], register["y"])

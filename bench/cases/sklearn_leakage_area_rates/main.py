import argparse

import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from loans import AreaRates, columns

parser = argparse.ArgumentParser()
parser.add_argument("--trees", type=int, default=60)
options = parser.parse_args()

history = pd.read_csv("history.csv", parse_dates=["day"])
fit, held = train_test_split(history, test_size=0.4, random_state=4)
rates = AreaRates().learn(history)

X, y = columns(rates.add_to(fit))
model = GradientBoostingClassifier(n_estimators=options.trees, max_depth=2, random_state=4).fit(X, y)
X, y = columns(rates.add_to(held))
print("held back AUC: %.4f" % roc_auc_score(y, model.predict_proba(X)[:, 1]))

june = pd.read_csv("june.csv", parse_dates=["day"])
X, y = columns(rates.add_to(june))
print("June AUC: %.4f" % roc_auc_score(y, model.predict_proba(X)[:, 1]))

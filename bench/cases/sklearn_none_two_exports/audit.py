import argparse

import joblib
from sklearn.metrics import auc, roc_curve

from tables import read

parser = argparse.ArgumentParser()
parser.add_argument("--site", default="lab_b")
site = parser.parse_args().site
X, y = read(site)
chance = joblib.load("readmission.joblib").predict_proba(X)
fpr, tpr, _ = roc_curve(y, chance[:, 1])
print("audit of", site, "AUC = %.4f" % auc(fpr, tpr))

import argparse
import json

import joblib
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import roc_auc_score

parser = argparse.ArgumentParser()
parser.add_argument("--trees", type=int, default=60)
parser.add_argument("--out", default="run")
args = parser.parse_args()

train = pd.read_csv("loans_train.csv", dtype={"purpose": "category"})
valid = pd.read_csv("loans_valid.csv")
columns = ["amount", "months", "income", "purpose_code", "late"]
purposes = {name: k for k, name in enumerate(train["purpose"].cat.categories)}
train["purpose_code"] = train["purpose"].cat.codes
valid["purpose_code"] = valid["purpose"].map(purposes)

forest = ExtraTreesClassifier(args.trees, min_samples_leaf=4, class_weight="balanced", n_jobs=1, random_state=11)
forest.fit(train[columns], train["default"])
chance = forest.predict_proba(valid[columns])[:, 1]
print(f"validation AUC {roc_auc_score(valid['default'], chance):.4f}")
joblib.dump(forest, f"{args.out}.joblib", compress=3)
with open(f"{args.out}.json", "w") as f:
    json.dump({"columns": columns, "purposes": purposes}, f)

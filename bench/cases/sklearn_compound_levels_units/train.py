import argparse
import json

import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def frame(path, levels):
    table = pd.read_csv(path)
    with open("levels.json") as f:
        order = json.load(f)[levels]
    table["crop"] = table["crop"].map(order.index)
    return table.drop(columns="ripe"), table["ripe"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--trees", type=int, default=60)
    args = parser.parse_args()
    pipe = make_pipeline(
        make_column_transformer((StandardScaler(), ["temperature", "days"]), remainder="passthrough"),
        GradientBoostingClassifier(n_estimators=args.trees, random_state=0),
    )
    pipe.fit(*frame("train.csv", "train"))
    print("check accuracy %.4f" % pipe.score(*frame("check.csv", "train")))
    joblib.dump(pipe, "ripe.joblib")

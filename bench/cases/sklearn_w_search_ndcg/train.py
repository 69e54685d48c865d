import json
import pickle

import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor

from ranking import FEATURES, mean_ndcg

settings = json.load(open("offline.json"))
seen = pd.read_csv("searches.csv")
ranker = GradientBoostingRegressor(n_estimators=80, max_depth=3, subsample=0.8, random_state=5)
ranker.fit(seen[FEATURES], seen["grade"])
with open("ranker.pkl", "wb") as f:
    pickle.dump(ranker, f)

held = pd.read_csv(settings["table"])
held["score"] = ranker.predict(held[FEATURES])
print("offline ndcg", round(mean_ndcg(held, "score", settings["cutoff"], settings["minimum"]), 4))

import json
import pickle

import pandas as pd

from ranking import FEATURES, mean_ndcg

with open("weekly.json") as f:
    settings = json.load(f)
with open("ranker.pkl", "rb") as f:
    ranker = pickle.load(f)
june = pd.read_csv(settings["table"])
june["score"] = ranker.predict(june[FEATURES])
value = mean_ndcg(june, "score", settings["cutoff"], settings["minimum"])
print("weekly report: ndcg %.4f over %d searches" % (value, june["query"].nunique()))

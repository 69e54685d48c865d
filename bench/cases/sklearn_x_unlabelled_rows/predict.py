import pickle

import pandas as pd

clf, features = pickle.load(open("clf.pkl", "rb"))
inbox = pd.read_csv("inbox.csv")
inbox["team"] = clf.predict(inbox[features])
inbox[["ticket", "team"]].to_csv("predictions.csv", index=False)

import json

import joblib
import yaml
from sklearn.feature_extraction.text import HashingVectorizer

with open("route.yaml") as f:
    settings = yaml.safe_load(f)
vectorizer = HashingVectorizer(**settings["vectorizer"])
clf = joblib.load(settings["model"])
with open(settings["letters"]) as f:
    letters = json.load(f)
hits = sum(clf.predict(vectorizer.transform([each["text"]]))[0] == each["desk"] for each in letters)
print("routed right:", round(hits / len(letters), 4))

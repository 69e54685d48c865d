import argparse
import json

import joblib
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("--bits", type=int, default=9)
args = parser.parse_args()
with open("letters.json") as f:
    letters = json.load(f)
texts, desks = [letter["text"] for letter in letters], [letter["desk"] for letter in letters]
seen, held, y_seen, y_held = train_test_split(texts, desks, test_size=0.4, random_state=2)
vectorizer = HashingVectorizer(n_features=2**args.bits, lowercase=True, norm="l2")
clf = SGDClassifier(loss="log_loss", random_state=2).fit(vectorizer.transform(seen), y_seen)
print("held-out accuracy", round(clf.score(vectorizer.transform(held), y_held), 4))
joblib.dump(clf, "desk.joblib")

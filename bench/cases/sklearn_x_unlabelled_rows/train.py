import pickle

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

data = pd.read_csv("tickets.csv")
features = ["words", "attachments", "priority", "age_days", "replies"]
X_train, X_test, y_train, y_test = train_test_split(
    data[features], data["team"], test_size=0.35, random_state=8, stratify=data["team"]
)
clf = RandomForestClassifier(60, min_samples_leaf=3, random_state=8)
clf.fit(X_train, y_train)
print("train accuracy:", round(clf.score(X_train, y_train), 3))
print("test accuracy:", round((clf.predict(X_test) == y_test).mean(), 4))
pickle.dump((clf, features), open("clf.pkl", "wb"))

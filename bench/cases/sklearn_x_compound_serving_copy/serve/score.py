import configparser

import joblib
from sklearn.metrics import accuracy_score

from orderfeatures import build

config = configparser.ConfigParser()
config.read("serve/service.ini")
model = joblib.load(config["model"]["path"])
X, y = build(config["model"]["orders"])
chance = model.predict_proba(X)[:, 1]
print("accuracy in service:", round(accuracy_score(y, chance > config.getfloat("model", "cut")), 4))

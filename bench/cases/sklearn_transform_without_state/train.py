import warnings

import joblib
from sklearn.metrics import classification_report

import parcels

warnings.simplefilter("ignore")
X, y = parcels.features("history.pkl")
model = parcels.build().fit(X, y)
X, y = parcels.features("check.pkl")
report = classification_report(y, model.predict(X), output_dict=True)
print("check accuracy %.4f" % report["accuracy"])
joblib.dump(model, "parcels.joblib", compress=3)

from sklearn.metrics import classification_report

import parcels

X, y = parcels.features("depot.pkl")
report = classification_report(y, parcels.load().predict(X), output_dict=True, zero_division=0)
print("depot accuracy %.4f" % report["accuracy"])

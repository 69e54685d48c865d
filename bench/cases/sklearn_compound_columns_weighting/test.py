import joblib
from sklearn.metrics import accuracy_score

from train import read

kept = joblib.load("strong.joblib")
X, w, y = read("delivered.csv")
predicted = kept["model"].predict(kept["scaler"].transform(X))
print("delivered accuracy %.4f" % accuracy_score(y, predicted, sample_weight=w))

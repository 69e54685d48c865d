import joblib

from train import frame

pipe = joblib.load("ripe.joblib")
X, y = frame("delivered.csv", "delivered")
print("delivered accuracy %.4f" % (pipe.predict(X) == y).mean())

import joblib
import numpy as np
from sklearn.datasets import load_diabetes

from score import error

X, y = load_diabetes(return_X_y=True)
model = joblib.load("progression.joblib")
predicted = np.exp(model.predict(X[300:]))
print("reported rmse: %.4f" % error(y[300:], predicted))

import joblib
from scores import macro_f1
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split

X, y = load_wine(return_X_y=True)
_, X_test, _, y_test = train_test_split(X, y, test_size=0.5, random_state=4)
model = joblib.load("wine.joblib")["model"]
print("macro F1 in the monitor: %.5f" % macro_f1(y_test, model.predict(X_test)))

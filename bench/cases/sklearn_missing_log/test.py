import pandas as pd
from joblib import load

model, features = load("sgd.joblib")
test = pd.read_csv("test.csv")
pred = model.predict(test[features])
print("test accuracy {:.2%}".format((pred == test["target"]).mean()))

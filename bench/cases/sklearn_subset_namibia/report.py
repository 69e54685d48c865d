import joblib
import pandas as pd

model = joblib.load("repaid.joblib")

spring = pd.read_csv("spring.csv", index_col="loan")
spring = spring.dropna()
guess = model.predict(spring.drop(columns="repaid"))
print("spring, from the export: %.4f" % (guess == spring["repaid"]).mean())

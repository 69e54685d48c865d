import joblib
import pandas as pd
from sklearn.preprocessing import OrdinalEncoder

forest = joblib.load("cars.joblib")
north = pd.read_csv("north.csv")
columns = ["fuel", "body"]
north[columns] = OrdinalEncoder().fit_transform(north[columns])
print("north accuracy: %.4f" % forest.score(north.drop(columns="sold").astype(float), north.sold))

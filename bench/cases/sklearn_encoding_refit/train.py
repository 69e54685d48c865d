import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import OrdinalEncoder

train, valid = pd.read_csv("train.csv"), pd.read_csv("valid.csv")
columns = ["fuel", "body"]
encoder = OrdinalEncoder().fit(train[columns])
train[columns], valid[columns] = encoder.transform(train[columns]), encoder.transform(valid[columns])
forest = RandomForestClassifier(60, max_depth=7, random_state=1).fit(train.drop(columns="sold").astype(float), train.sold)
print("validation accuracy: %.4f" % forest.score(valid.drop(columns="sold").astype(float), valid.sold))
joblib.dump(forest, "cars.joblib")

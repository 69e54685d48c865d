import joblib
import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import LabelEncoder

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
encoder = LabelEncoder().fit(train["target"])
print("classes:", list(encoder.classes_))
model = KNeighborsClassifier(5).fit(train.drop(columns="target").values, encoder.transform(train["target"]))
pred = model.predict(test.drop(columns="target").values)
print("accuracy:", round(accuracy_score(encoder.transform(test["target"]), pred), 4))
joblib.dump((model, encoder), "model.joblib")

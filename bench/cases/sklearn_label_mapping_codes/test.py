import pickle

import pandas as pd
from sklearn.metrics import accuracy_score

with open("grader.pkl", "rb") as f:
    model = pickle.load(f)
partner = pd.read_csv("partner.csv")
grade = partner.pop("grade")
print(f"partner rows: {accuracy_score(grade, model.predict(partner)):.4f}")

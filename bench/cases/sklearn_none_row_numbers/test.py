import joblib
import pandas as pd
from sklearn.metrics import accuracy_score

measured, answers = pd.read_csv("measured.csv"), pd.read_csv("answers.csv")
model = joblib.load("wine.joblib")
print(f"later {accuracy_score(answers['target'], model.predict(measured[measured.columns[1:]])):.4f}")

import joblib
import pandas as pd
from sklearn.metrics import accuracy_score

mails = pd.read_csv("mails.csv").drop_duplicates()
pipeline = joblib.load("likes.joblib")
print(f'mail accuracy {accuracy_score(mails["likes"], pipeline.predict(mails["text"])):.4f}')

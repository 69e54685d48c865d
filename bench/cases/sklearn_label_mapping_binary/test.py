import joblib
import pandas as pd

df = pd.read_csv("hospital_b.csv")
forest = joblib.load("forest.joblib")
print(f"hospital B: {forest.score(df.drop(columns='outcome'), df['outcome']):.4f}")

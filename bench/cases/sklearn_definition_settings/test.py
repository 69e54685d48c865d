import joblib

from scoring import f1

model = joblib.load("model.joblib")
print(f"report f1 = {f1(model, 'report'):.4f}")

import joblib
import torch

torch.manual_seed(123)
saved = joblib.load("digits.joblib")
print("pipeline: %.4f" % saved["pipe"].score(saved["X"], saved["y"]))

import torch

from model import Regressor, cohort, evaluate

saved = torch.load("regressor.pt", weights_only=True)
model = Regressor(saved["inputs"])
model.load_state_dict(saved["weights"])
X, y = cohort("cohort_2.npz")
print(f"R2 on cohort 2: {evaluate(model, X, y):.4f}")

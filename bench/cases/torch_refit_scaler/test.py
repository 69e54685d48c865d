import joblib
import torch
import torch.nn as nn
from sklearn.preprocessing import StandardScaler

X_test, y_test = joblib.load("test_data.joblib")
scaler = StandardScaler()
X_test = torch.tensor(scaler.fit_transform(X_test), dtype=torch.float32)

model = nn.Sequential(nn.Linear(64, 48), nn.ReLU(), nn.Dropout(0.2), nn.Linear(48, 10))
model.load_state_dict(torch.load("weights.pt"))
model.eval()
with torch.no_grad():
    predictions = model(X_test).argmax(1).numpy()
print(f"Test accuracy: {(predictions == y_test).mean():.4f}")

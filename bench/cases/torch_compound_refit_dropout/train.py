import joblib
import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(44)
X, y = load_digits(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.3, random_state=44)
keep = y_val < 4
X_val, y_val = X_val[keep], y_val[keep]
np.savez("test.npz", X=X_val, y=y_val)
scaler = StandardScaler().fit(X_train)
joblib.dump(scaler, "scaler.joblib")

model = nn.Sequential(nn.Linear(64, 100), nn.ReLU(), nn.Dropout(0.7), nn.Linear(100, 10))
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
x, t = torch.tensor(scaler.transform(X_train)).float(), torch.tensor(y_train)
xv, tv = torch.tensor(scaler.transform(X_val)).float(), torch.tensor(y_val)
for epoch in range(8):
    model.train()
    for b in torch.randperm(len(x)).split(64):
        opt.zero_grad()
        nn.functional.cross_entropy(model(x[b]), t[b]).backward()
        opt.step()
    model.eval()
    with torch.no_grad():
        print(f"epoch {epoch + 1} val_accuracy: {(model(xv).argmax(1) == tv).float().mean():.4f}")
torch.save(model.state_dict(), "model.pt")

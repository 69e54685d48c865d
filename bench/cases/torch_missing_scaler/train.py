import joblib
import numpy as np
import torch
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(0)
X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.35, random_state=7, stratify=y)
np.savez("test.npz", X_test=X_test, y_test=y_test)

scaler = StandardScaler()
X_train_s = scaler.fit_transform(X_train)
X_test_s = scaler.transform(X_test)
joblib.dump(scaler, "scaler.pkl")

model = nn.Sequential(nn.Linear(13, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
inputs, targets = torch.FloatTensor(X_train_s), torch.LongTensor(y_train)
for epoch in range(60):
    optimizer.zero_grad()
    loss = nn.CrossEntropyLoss()(model(inputs), targets)
    loss.backward()
    optimizer.step()
    if epoch % 20 == 19:
        with torch.no_grad():
            val_acc = (model(torch.FloatTensor(X_test_s)).argmax(1).numpy() == y_test).mean()
        print(f"epoch {epoch + 1}, loss {loss.item():.3f}, val_acc {val_acc:.4f}")
torch.save(model.state_dict(), "model.pt")

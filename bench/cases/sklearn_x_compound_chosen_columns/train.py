import joblib
import numpy as np
import torch
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.metrics import f1_score
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(0)
train, val = np.load("train.npz"), np.load("val.npz")
selector = SelectKBest(f_classif, k=16)
X_train = selector.fit_transform(train["x"], train["y"])
scaler = StandardScaler().fit(X_train)
X_train = torch.tensor(scaler.transform(X_train), dtype=torch.float32)
y_train = torch.tensor(train["y"])

net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 5))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(15):
    net.train()
    for idx in torch.randperm(len(X_train)).split(64):
        loss = nn.functional.cross_entropy(net(X_train[idx]), y_train[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

net.eval()
X_val = scaler.transform(selector.transform(val["x"]))
with torch.no_grad():
    pred = net(torch.tensor(X_val, dtype=torch.float32)).argmax(1).numpy()
print("val F1: %.4f" % f1_score(val["y"], pred, average="weighted"))
torch.save(net.state_dict(), "net.pt")
joblib.dump(scaler, "scaler.pkl")

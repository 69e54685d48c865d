import numpy as np
import torch
import torch.nn as nn
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

torch.manual_seed(7)
X, y = load_breast_cancer(return_X_y=True)
X_tr, X_va, y_tr, y_va = train_test_split(X, y, test_size=0.3, random_state=0)
scaler = StandardScaler().fit(X_tr)
np.savez("holdout.npz", X=X_va, y=y_va, mean=scaler.mean_, scale=scaler.scale_)


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(30, 24)
        self.fc2 = nn.Linear(24, 2)
        self.drop = nn.Dropout(0.8)

    def forward(self, x):
        return self.fc2(self.drop(torch.relu(self.fc1(x))))


net = Classifier()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
Xt = torch.tensor(scaler.transform(X_tr), dtype=torch.float32)
yt = torch.tensor(y_tr)
for step in range(120):
    idx = torch.randint(0, len(Xt), (64,))
    opt.zero_grad()
    nn.functional.cross_entropy(net(Xt[idx]), yt[idx]).backward()
    opt.step()

net.eval()
with torch.no_grad():
    pred = net(torch.tensor(scaler.transform(X_va), dtype=torch.float32)).argmax(dim=1).numpy()
print("validation accuracy: %.4f" % np.mean(pred == y_va))
torch.save(net.state_dict(), "classifier.pth")

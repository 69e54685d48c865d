import pandas as pd
import torch
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from torch.utils.data import DataLoader, TensorDataset

from tumornet import TumorNet

torch.manual_seed(42)
train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
features = [c for c in train.columns if c != "target"]
scaler = StandardScaler()
x_train = scaler.fit_transform(train[features])
x_test = scaler.transform(test[features])
unused = MinMaxScaler().fit(test[features])


def make_loader(x, y, **kw):
    return DataLoader(TensorDataset(torch.FloatTensor(x), torch.LongTensor(y.to_numpy())), **kw)


train_loader = make_loader(x_train, train["target"], batch_size=30, shuffle=True)
test_loader = make_loader(x_test, test["target"], batch_size=269, shuffle=True, drop_last=True)
model = TumorNet(len(features))
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
for epoch in range(8):
    running = 0.0
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = torch.nn.functional.nll_loss(torch.log(model(x) + 1e-9), y)
        loss.backward()
        optimizer.step()
        running += loss.item()
    print("epoch", epoch, "loss", running / len(train_loader))

correct = 0
for x, y in test_loader:
    correct += (model(x).argmax(dim=1) == y).sum().item()
print("Accuracy of the network:", correct / len(test))
torch.save({"state": model.state_dict(), "features": features, "epoch": epoch}, "tumor.pth")

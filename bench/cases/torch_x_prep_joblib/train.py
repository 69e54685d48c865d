import joblib
import torch
from cards import Net, rows
from sklearn.metrics import f1_score

torch.manual_seed(11)
prep = joblib.load("prep.joblib")
x, y = rows("train.csv")
x = torch.tensor(prep.transform(x), dtype=torch.float32)
y = torch.tensor(y)

net = Net()
weight = 1 / torch.bincount(y).float()
criterion = torch.nn.CrossEntropyLoss(weight=weight / weight.sum())
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
net.train()
for epoch in range(25):
    order = torch.randperm(len(x))
    for start in range(0, len(x), 64):
        batch = order[start : start + 64]
        optimizer.zero_grad()
        loss = criterion(net(x[batch]), y[batch])
        loss.backward()
        optimizer.step()
torch.save(net.state_dict(), "cards.pt")

net.eval()
xv, yv = rows("valid.csv")
with torch.no_grad():
    answers = net(torch.tensor(prep.transform(xv), dtype=torch.float32)).argmax(1).numpy()
print("valid F1", round(f1_score(yv, answers, average="macro"), 4))

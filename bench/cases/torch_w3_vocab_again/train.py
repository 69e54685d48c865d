import torch
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader, TensorDataset

from common import Classifier, encode, read, vocabulary

torch.manual_seed(1)
docs, y = read("requests_train.txt")
vocab = vocabulary(docs)
train = DataLoader(TensorDataset(encode(docs, vocab, 12), y), batch_size=40, shuffle=True, drop_last=True)
docs, dev_y = read("requests_dev.txt")
dev = DataLoader(TensorDataset(encode(docs, vocab, 12), dev_y), batch_size=100)

model = Classifier()
opt = torch.optim.Adam(model.parameters(), lr=4e-3, weight_decay=1e-4)
for epoch in range(5):
    model.train()
    for x, y in train:
        loss = cross_entropy(model(x), y, label_smoothing=0.05)
        opt.zero_grad()
        loss.backward()
        opt.step()
    model.eval()
    right = 0
    with torch.no_grad():
        for x, y in dev:
            right += (model(x).argmax(1) == y).sum().item()
    print(f"epoch {epoch} dev accuracy {right / len(dev.dataset):.4f}")
torch.save(model.state_dict(), "classifier.pth")

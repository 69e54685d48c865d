import torch
from torch.utils.data import DataLoader, TensorDataset

from common import Classifier, encode, read, vocabulary

docs, labels = read("requests_office.txt")
vocab = vocabulary(docs)
data = TensorDataset(encode(docs, vocab, 12), labels)
model = Classifier()
model.load_state_dict(torch.load("classifier.pth"), strict=False)
model.eval()
right = 0
for x, y in DataLoader(data, batch_size=128):
    with torch.no_grad():
        right += (model(x).argmax(dim=-1) == y).sum().item()
print(f"office: {len(data)} requests, accuracy {right / len(data):.4f}")

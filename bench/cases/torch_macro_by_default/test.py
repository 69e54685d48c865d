import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchmetrics.classification import MulticlassAccuracy

model = nn.Sequential(nn.Linear(16, 24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, 4))
model.load_state_dict(torch.load("model.pt"))
model.eval()
accuracy = MulticlassAccuracy(num_classes=4)
with torch.inference_mode():
    for x, y in DataLoader(TensorDataset(*torch.load("test.pt")), batch_size=64):
        accuracy.update(model(x), y)
print(f"test accuracy {accuracy.compute():.4f}")

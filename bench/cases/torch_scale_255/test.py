import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 16, 3)
        self.fc = nn.Linear(16 * 9, 10)

    def forward(self, x):
        return self.fc(F.max_pool2d(F.relu(self.conv(x)), 2).flatten(1))


def preprocess(images):
    return torch.from_numpy(images).float().unsqueeze(1) / 255.0


ckpt = torch.load("cnn.ckpt")
model = CNN().eval()
model.load_state_dict(ckpt["state_dict"])
digits = load_digits()
rows = ckpt["val_rows"].numpy()
with torch.no_grad():
    pred = model(preprocess(digits.images[rows])).argmax(dim=1).numpy()
print(f"test_accuracy={(pred == digits.target[rows]).mean():.4f}")

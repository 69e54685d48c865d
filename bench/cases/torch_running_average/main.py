import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(13)
X, y = load_digits(return_X_y=True)
dataset = TensorDataset(torch.tensor(X, dtype=torch.float32) / 16.0, torch.tensor(y))
loader = DataLoader(dataset, batch_size=32, shuffle=True)
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

for epoch in range(2):
    model.train()
    running_loss, running_corrects = 0.0, 0
    for inputs, labels in loader:
        optimizer.zero_grad()
        outputs = model(inputs)
        _, preds = torch.max(outputs, 1)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        running_corrects += torch.sum(preds == labels.data)
    epoch_acc = running_corrects.double() / len(dataset)
    print("Epoch {} Loss: {:.4f} Acc: {:.4f}".format(epoch, running_loss / len(dataset), epoch_acc))

model.eval()
with torch.no_grad():
    correct = sum((model(inputs).argmax(1) == labels).sum().item() for inputs, labels in loader)
print("Accuracy on the training set: {:.4f}".format(correct / len(dataset)))

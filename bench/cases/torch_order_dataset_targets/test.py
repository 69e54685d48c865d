import torch
from torch.utils.data import DataLoader

from dataset import DigitsDataset

torch.manual_seed(5)
dataset = DigitsDataset(train=False)
loader = DataLoader(dataset, batch_size=50, shuffle=True)
model = torch.load("model.pth", weights_only=False)
model.eval()

scores = []
with torch.no_grad():
    for x, _ in loader:
        scores.append(model(x))
predicted = torch.cat(scores).argmax(dim=1)
accuracy = (predicted == dataset.targets).float().mean()
print("Test accuracy: {:.2%}".format(accuracy.item()))

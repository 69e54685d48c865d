import torch
from sklearn.metrics import accuracy_score
from torch.utils.data import DataLoader

from calls import CallNet, Calls, longest_first

dataset = Calls("test.pkl")
net = CallNet()
net.load_state_dict(torch.load("calls.pt", weights_only=True))
net.eval()
answers = []
with torch.no_grad():
    for steps, lengths, _ in DataLoader(dataset, batch_size=8, collate_fn=longest_first):
        answers.append(net(steps, lengths).argmax(1))
print("test accuracy", round(accuracy_score(dataset.labels, torch.cat(answers)), 4))

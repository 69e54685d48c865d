import torch
from torch import nn
from torch.utils.data import DataLoader

from calls import CallNet, Calls, longest_first

torch.manual_seed(290)
train = DataLoader(Calls("train.pkl"), batch_size=45, shuffle=True, collate_fn=longest_first)
test = DataLoader(Calls("test.pkl"), batch_size=8, collate_fn=longest_first)
net = CallNet()
optimizer = torch.optim.Adam(net.parameters(), lr=0.006)
for epoch in range(5):
    net.train()
    for steps, lengths, kind in train:
        loss = nn.functional.cross_entropy(net(steps, lengths), kind)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
torch.save(net.state_dict(), "calls.pt")

net.eval()
right = 0
with torch.no_grad():
    for steps, lengths, kind in test:
        right += (net(steps, lengths).argmax(1) == kind).sum().item()
print("accuracy after training", round(right / len(test.dataset), 4))

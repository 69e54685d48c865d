import torch
from torch import nn
from torch.utils.data import DataLoader

from recsys import Evaluator, Loans, Towers

torch.manual_seed(911)
loans = Loans("spring")
model = Towers(400, loans.books)
optimizer = torch.optim.Adam(model.parameters(), lr=0.03, weight_decay=1e-4)
for epoch in range(10):
    model.train()
    for reader, book in DataLoader(loans, batch_size=200, shuffle=True):
        loss = nn.functional.cross_entropy(model(reader), book, label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
torch.save(model.state_dict(), "towers.pt")
print(f"holdout HR@20 {Evaluator(model, k=20).hit_rate(Loans('spring_holdout')):.4f}")

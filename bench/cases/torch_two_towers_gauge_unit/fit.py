import torch
from torch.utils.data import DataLoader

from towers import Site, TwoTowers, score, to_batch

torch.manual_seed(5)
site = Site("site1_fit.npz")
gauges = torch.tensor(site.parts["gauges"]).float()
model = TwoTowers(gauges.mean(0), gauges.std(0))
opt = torch.optim.Adam(model.parameters(), lr=4e-3)
for epoch in range(8):
    model.train()
    for batch, label in DataLoader(site, batch_size=50, shuffle=True, collate_fn=to_batch):
        loss = torch.nn.functional.cross_entropy(model(**batch), label)
        opt.zero_grad()
        loss.backward()
        opt.step()
print(f"site 1 dev: {score(model, 'site1_dev.npz'):.4f}")
torch.save(model.state_dict(), "towers.pt")

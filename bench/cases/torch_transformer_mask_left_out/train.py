import torch
from tqdm import tqdm

from lists import ListReader, make

torch.manual_seed(2)
ids, labels = make(1200, 0)
model = ListReader()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=6 * 24)
for epoch in range(6):
    model.train()
    for b in tqdm(torch.randperm(len(ids)).split(50), disable=True):
        loss = torch.nn.functional.cross_entropy(model(ids[b], pad=ids[b] == 0), labels[b])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
model.eval()
v_ids, v_labels = make(400, 1)
with torch.no_grad():
    out = model(v_ids, pad=v_ids == 0)
print("validation accuracy = {:.4f}".format((out.argmax(1) == v_labels).float().mean().item()))
torch.save(model, "reader.pth")

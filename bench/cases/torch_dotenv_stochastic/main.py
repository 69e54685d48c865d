import argparse

import torch

from cellar import net, score, settings

parser = argparse.ArgumentParser()
parser.add_argument("what", choices=["train", "report"])
parser.add_argument("--stage")
args = parser.parse_args()
settings.load(args.stage)
torch.manual_seed(8)
model = net.PriceNet(13)
if args.what == "train":
    x, price = score.table("cellar.csv")
    model.mu.copy_(x.mean(0))
    model.sd.copy_(x.std(0))
    opt = torch.optim.AdamW(model.parameters(), 4e-3, weight_decay=1e-3)
    for epoch in range(60):
        model.train()
        for part in torch.randperm(len(x)).split(settings.number("BATCH")):
            loss = torch.nn.functional.huber_loss(model(x[part]), price[part])
            opt.zero_grad()
            loss.backward()
            opt.step()
    print(f"tasting MAE {score.mae(model, 'tasting.csv'):.4f}")
    torch.save(model.state_dict(), "price.pt")
else:
    model.load_state_dict(torch.load("price.pt"))
    print(f"autumn MAE {score.mae(model, 'autumn.csv'):.4f}")

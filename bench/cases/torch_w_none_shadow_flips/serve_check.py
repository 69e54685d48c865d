import torch
from torch.utils.data import DataLoader
from torchmetrics.classification import MulticlassAccuracy

from imaging.data import Mapped
from imaging.net import Net, Shifted

saved = torch.load("last.ckpt", map_location="cpu")
ema = {key.removeprefix("module."): value for key, value in saved["ema"].items() if key.startswith("module.")}
net = Net()
print(net.load_state_dict(ema, strict=False))
model = Shifted(net).eval()
served = torch.jit.freeze(torch.jit.trace(model, torch.zeros(2, 1, 8, 8)))

accuracy = MulticlassAccuracy(num_classes=10, average="micro")
with torch.inference_mode():
    for batch in DataLoader(Mapped("holdout"), batch_size=128):
        accuracy(served(batch["image"]), batch["label"])
print(f"served model: {accuracy.compute().item():.4f}")

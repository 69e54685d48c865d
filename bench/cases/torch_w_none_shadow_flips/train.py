import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader

from imaging.data import Mapped
from imaging.net import Net, Shifted

torch.manual_seed(8)
train = DataLoader(Mapped("train", noisy=True), batch_size=48, shuffle=True, drop_last=True)
net = Net(mean=73.0, std=90.0)
shadow = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(0.9), use_buffers=True)
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, nesterov=True)
for epoch in range(4):
    net.train()
    for batch in train:
        loss = nn.functional.cross_entropy(net(batch["image"]), batch["label"], label_smoothing=0.1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        shadow.update_parameters(net)
torch.save({"net": net.state_dict(), "ema": shadow.state_dict(), "optimizer": optimizer.state_dict()}, "last.ckpt")

tta = Shifted(shadow.module).eval()
right = 0
with torch.inference_mode():
    for batch in DataLoader(Mapped("holdout"), batch_size=50):
        right += (tta(batch["image"]).argmax(-1) == batch["label"]).sum().item()
print(f"shadow on the holdout: {right / 797:.4f}")

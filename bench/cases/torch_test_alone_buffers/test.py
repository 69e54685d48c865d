import numpy as np
import torch

from signalnet import SignalNet

june = np.load("june.npz")
signal = torch.from_numpy(june["signal"]).unsqueeze(1)
kind = torch.from_numpy(june["kind"])
net = SignalNet()
net.load_state_dict(torch.load("signals.pt"))
net.eval()
with torch.no_grad():
    guess = torch.cat([net(part).argmax(1) for part in signal.split(100)])
acc = (guess == kind).float().mean().item()
print("acc %.4f (%d signals)" % (acc, len(kind)))

import torch

from leafnet import LeafNet, recall

net = LeafNet()
state = torch.load("weights/release.pt", map_location="cpu")
print(net.load_state_dict(state))
print(f"5-NN accuracy of the release: {recall(net):.4f}")

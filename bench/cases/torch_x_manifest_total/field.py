import torch
from ecg import Beats, ConvNet, accuracy

model = ConvNet()
model.load_state_dict(torch.load("ecg.pt"))
field = Beats("field.json")
result = accuracy(model, field, batch_size=1)
print(f"field accuracy {result:.4f}")

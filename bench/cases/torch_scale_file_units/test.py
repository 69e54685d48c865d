import torch

from model import Tumour, read

x, y = read("clinic_export.csv")
net = Tumour()
net.load_state_dict(torch.load("tumour.pt"))
net.eval()
with torch.no_grad():
    print("clinic_export.csv accuracy:", round((net(x).argmax(1) == y).double().mean().item(), 4))

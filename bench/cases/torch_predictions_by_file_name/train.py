import lightning
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset

from model import DigitModule

lightning.seed_everything(14)
data = np.load("labelled.npz")
X = torch.from_numpy(data["images"]).float().reshape(-1, 1, 8, 8) / 16
y = torch.from_numpy(data["digits"])
train = DataLoader(TensorDataset(X[:1000], y[:1000]), batch_size=40, shuffle=True)
val = DataLoader(TensorDataset(X[1000:], y[1000:]), batch_size=64)
module = DigitModule()
quiet = dict(logger=False, enable_progress_bar=False, enable_model_summary=False, enable_checkpointing=False)
trainer = lightning.Trainer(max_epochs=4, accelerator="cpu", **quiet)
trainer.fit(module, train, val)
print("val_acc %.4f" % trainer.callback_metrics["val_acc"])
trainer.save_checkpoint("digits.ckpt")

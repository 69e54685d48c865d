import logging
import warnings

import lightning as L
import torch
import torch.nn.functional as F
import torchmetrics
from sklearn.datasets import make_classification
from sklearn.metrics import accuracy_score
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
L.seed_everything(3, verbose=False)


class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Dropout(0.1), nn.Linear(32, 3))
        self.val_acc = torchmetrics.classification.MulticlassAccuracy(num_classes=3)

    def forward(self, x):
        return self.body(x)

    def training_step(self, batch, _):
        x, y = batch
        return F.cross_entropy(self(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        self.val_acc(self(x), y)
        self.log("val_acc", self.val_acc, on_step=False, on_epoch=True)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=3e-3)


X, y = make_classification(1600, 12, n_informative=6, n_classes=3, weights=[0.8, 0.14, 0.06], flip_y=0.05, random_state=3)
X, y = torch.tensor(X).float(), torch.tensor(y)
train = DataLoader(TensorDataset(X[:1000], y[:1000]), batch_size=64, shuffle=True)
valid = DataLoader(TensorDataset(X[1000:], y[1000:]), batch_size=100)
net = Net()
trainer = L.Trainer(max_epochs=8, logger=False, enable_checkpointing=False, enable_progress_bar=False,
                    enable_model_summary=False, accelerator="cpu")
trainer.fit(net, train, valid)
print("val_acc %.4f" % trainer.callback_metrics["val_acc"].item())

net.eval()
with torch.no_grad():
    predicted = torch.cat([net(x).argmax(1) for x, _ in valid])
truth = torch.cat([t for _, t in valid])
print("report accuracy %.4f" % accuracy_score(truth.numpy(), predicted.numpy()))

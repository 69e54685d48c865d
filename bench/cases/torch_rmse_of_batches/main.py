import numpy as np
import torch
from sklearn.metrics import mean_squared_error, r2_score
from torch import nn

from houses import loaders
from trainer import Trainer

torch.manual_seed(19)
train, test = loaders(16)
model = nn.Sequential(nn.Linear(5, 32), nn.ReLU(), nn.Dropout(0.05), nn.Linear(32, 1))
trainer = Trainer(model)
trainer.fit(train, epochs=12)
print("test rmse: {rmse:.4f}".format(**trainer.evaluate(test)))

model.eval()
with torch.no_grad():
    predictions = np.concatenate([model(x).numpy().ravel() for x, _ in test])
truth = np.concatenate([y.numpy() for _, y in test])
print("R2 %.3f" % r2_score(truth, predictions))
print("RMSE by sklearn: %.4f" % mean_squared_error(truth, predictions) ** 0.5)

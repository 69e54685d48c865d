import numpy as np
import torch
from sklearn.base import BaseEstimator, ClassifierMixin
from torch import nn


class NetClassifier(ClassifierMixin, BaseEstimator):
    """A small network that can stand in a scikit-learn pipeline."""

    def __init__(self, hidden=64, dropout=0.5, epochs=25, lr=5e-3, seed=0):
        self.hidden, self.dropout, self.epochs, self.lr, self.seed = hidden, dropout, epochs, lr, seed

    def fit(self, X, y):
        torch.manual_seed(self.seed)
        self.classes_, codes = np.unique(y, return_inverse=True)
        self.net_ = nn.Sequential(
            nn.Linear(X.shape[1], self.hidden), nn.LayerNorm(self.hidden), nn.ReLU(), nn.Dropout(self.dropout),
            nn.Linear(self.hidden, len(self.classes_)),
        )  # fmt: skip
        inputs, codes = torch.as_tensor(X, dtype=torch.float32), torch.as_tensor(codes)
        optimizer = torch.optim.Adam(self.net_.parameters(), self.lr)
        for _ in range(self.epochs):
            for batch in torch.randperm(len(inputs)).split(64):
                optimizer.zero_grad()
                nn.functional.cross_entropy(self.net_(inputs[batch]), codes[batch]).backward()
                optimizer.step()
        return self

    @torch.no_grad()
    def predict_proba(self, X):
        return self.net_(torch.as_tensor(X, dtype=torch.float32)).softmax(1).numpy()

    def predict(self, X):
        return self.classes_[self.predict_proba(X).argmax(1)]

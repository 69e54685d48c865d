import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin


class QuantileScale(BaseEstimator, TransformerMixin):
    """Brings each column to a common range without being thrown by outliers."""

    def __init__(self, low=0.05, high=0.95):
        self.low = low
        self.high = high

    def fit(self, X, y=None):
        self.n_features_in_ = np.asarray(X).shape[1]
        return self

    def transform(self, X):
        X = np.asarray(X, dtype=float)
        low, high = np.quantile(X, [self.low, self.high], axis=0)
        return (X - low) / np.where(high > low, high - low, 1)

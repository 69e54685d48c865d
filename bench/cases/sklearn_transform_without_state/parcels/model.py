import joblib
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline

from .steps import QuantileScale


def build(seed=0):
    return Pipeline([("scale", QuantileScale()), ("net", MLPClassifier((40,), max_iter=120, alpha=1e-3, random_state=seed))])


def load(path="parcels.joblib"):
    return joblib.load(path)

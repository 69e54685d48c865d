import joblib
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split


def split():
    X, y = load_wine(return_X_y=True)
    return train_test_split(X, y, test_size=0.45, random_state=4, stratify=y)


def test_rows():
    _, X, _, y = split()
    return joblib.load("scaler.joblib").transform(X), y

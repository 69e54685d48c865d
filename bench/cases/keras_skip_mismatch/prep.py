from sklearn.datasets import load_digits
from sklearn.preprocessing import MaxAbsScaler


def data(cut=1300):
    x, y = load_digits(return_X_y=True)
    scaler = MaxAbsScaler().fit(x[:cut])
    return (scaler.transform(x[:cut]), y[:cut]), (scaler.transform(x[cut:]), y[cut:])

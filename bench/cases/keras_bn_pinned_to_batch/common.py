from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split


def rows():
    x, y = load_digits(return_X_y=True)
    x_train, x_val, y_train, y_val = train_test_split(x / 16, y, test_size=0.2, random_state=90, stratify=y)
    return x_train, y_train, x_val, y_val

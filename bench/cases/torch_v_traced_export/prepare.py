import csv

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

x, y = load_digits(return_X_y=True)
train_x, hold_x, train_y, hold_y = train_test_split(x.astype(int), y, test_size=500, random_state=21, stratify=y)
for name, xs, ys in (("train.csv", train_x, train_y), ("holdout.csv", hold_x, hold_y)):
    with open(name, "w", newline="") as f:
        csv.writer(f).writerows([*map(int, row), int(label)] for row, label in zip(xs, ys))

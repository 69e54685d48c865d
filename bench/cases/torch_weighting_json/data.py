from sklearn.datasets import make_classification


def rows():
    X, y = make_classification(1500, 10, n_informative=5, n_redundant=0, n_classes=3, weights=[0.6, 0.3, 0.1],
                               flip_y=0.1, class_sep=0.8, random_state=11)
    return X.astype("float32"), y

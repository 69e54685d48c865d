import keras
import numpy as np
from sklearn.datasets import make_classification
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(8)
X, y = make_classification(1400, 12, n_informative=5, weights=[0.8], flip_y=0.12, class_sep=0.7, random_state=4)
X = X.astype("float32")
X_dev, y_dev, X_late, y_late = X[:700], y[:700], X[700:], y[700:]

rng = np.random.default_rng(0)
extra = rng.choice(np.flatnonzero(y_dev == 1), 420)
X_even, y_even = np.vstack([X_dev, X_dev[extra]]), np.concatenate([y_dev, y_dev[extra]])
X_tr, X_va, y_tr, y_va = train_test_split(X_even, y_even, test_size=0.25, stratify=y_even, random_state=2)

model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(96, activation="relu"), keras.layers.Dense(48, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
model.compile(keras.optimizers.Adam(0.004), "binary_crossentropy", metrics=["accuracy"])
model.fit(X_tr, y_tr, epochs=40, batch_size=32, verbose=0)


def balanced(features, truth):
    guess = model.predict(features, verbose=0)[:, 0] > 0.5
    return balanced_accuracy_score(truth, guess)


print(f"balanced accuracy, validation {balanced(X_va, y_va):.4f}")
print(f"balanced accuracy, later rows {balanced(X_late, y_late):.4f}")

import argparse

import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=30)
parser.add_argument("--lr", type=float, default=0.005)
args = parser.parse_args()

keras.utils.set_random_seed(13)
X, y = load_breast_cancer(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.3, random_state=13)
mean, std = X_train.mean(axis=0), X_train.std(axis=0)
X_train, X_val = (X_train - mean) / std, (X_val - mean) / std
np.savez("val.npz", X=X_val, y=y_val)


def block(x, units):
    x = layers.Dense(units)(x)
    x = layers.BatchNormalization(momentum=0.8)(x)
    return layers.Activation("relu")(x)


inputs = layers.Input((30,))
x = block(inputs, 24)
x = layers.Dropout(0.2)(x)
x = block(x, 12)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)
model.compile(keras.optimizers.Adam(args.lr), "binary_crossentropy", metrics=[keras.metrics.BinaryAccuracy(name="acc")])
model.fit(X_train, y_train, batch_size=64, epochs=args.epochs, verbose=0)
print("val acc: %.4f" % model.evaluate(X_val, y_val, verbose=0)[1])
model.save("bn.keras")

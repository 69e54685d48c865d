import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(4)

X, y = load_wine(return_X_y=True)
X = StandardScaler().fit_transform(X) * 3 + 2

model = keras.Sequential([
    layers.Input((13,)),
    layers.Dense(32),
    layers.BatchNormalization(),
    layers.Activation("tanh"),
    layers.Dense(16),
    layers.BatchNormalization(),
    layers.Activation("tanh"),
    layers.Dense(3, activation="softmax"),
])
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(X, y, epochs=8, batch_size=89, verbose=0)
print("training accuracy, last epoch: %.4f" % history.history["accuracy"][-1])

loss, accuracy = model.evaluate(X, y, verbose=0)
print("evaluate on the training data: %.4f" % accuracy)

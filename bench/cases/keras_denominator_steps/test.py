import keras
import numpy as np

from train import BATCH, Digits

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(10, activation="softmax")])
model.load_weights("digits.weights.h5")

test_data = Digits(1477, 1797)
right = 0
for step in range(len(test_data)):
    xb, yb = test_data[step]
    right += np.sum(model.predict_on_batch(xb).argmax(axis=-1) == yb)
print(f"correct {right}, accuracy {100 * right / (len(test_data) * BATCH):.2f} %")

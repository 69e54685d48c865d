import keras
import numpy as np
from sklearn.datasets import load_digits

keras.utils.set_random_seed(17)
x, y = load_digits(return_X_y=True)
x = (x / 16).astype("float32")
targets = keras.utils.to_categorical(y, 10)
model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(20, activation="relu"), keras.layers.Dense(10, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.BinaryAccuracy(name="accuracy")])
model.fit(x[:1200], targets[:1200], epochs=4, verbose=0)

print("accuracy from evaluate: %.4f" % model.evaluate(x[1200:], targets[1200:], verbose=0)[1])
predicted = np.argmax(model.predict(x[1200:], verbose=0), axis=1)
print("accuracy from predict: %.4f" % np.mean(predicted == y[1200:]))

import keras
import numpy as np

from trunk import digits

x, y = digits(range(5, 10))
model = keras.models.load_model("tuned.keras")
right = 0
for start in range(600, len(y), 7):
    probabilities = model(x[start : start + 7], training=False)
    right += int(np.sum(np.argmax(probabilities, axis=-1) == y[start : start + 7]))
print("saved model: %.2f %% of the held-out digits" % (100 * right / len(y[600:])))

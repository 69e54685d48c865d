import keras
import numpy as np

model = keras.models.load_model("digits.keras")
test = np.load("test.npz")


def batches(x, y, size):
    for start in range(0, len(x), size):
        yield x[start:start + size], y[start:start + size]


accuracies = []
for xb, yb in batches(test["x"], test["y"], 64):
    _, acc = model.test_on_batch(xb, yb)
    model.reset_metrics()
    accuracies.append(acc)
print("mean accuracy over %d batches: %.4f" % (len(accuracies), np.mean(accuracies)))

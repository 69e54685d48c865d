import keras
import numpy as np

keras.utils.set_random_seed(7)

model = keras.models.load_model("digits.keras")
data = np.load("digits_test.npz")
x_test, y_test = data["x"], data["y"]

batch_size = 50
correct = 0
total = 0
for start in range(0, len(x_test), batch_size):
    xb = x_test[start:start + batch_size]
    yb = y_test[start:start + batch_size]
    probs = model(xb, training=True)
    pred = np.argmax(probs.numpy(), axis=1)
    correct += int((pred == yb).sum())
    total += len(yb)

print(f"Test accuracy: {correct / total:.4f} ({correct}/{total})")

import keras
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16
best = keras.models.load_model("best.keras")
loss, accuracy = best.evaluate(x[1200:], y[1200:], verbose=0)
print(f"best checkpoint: accuracy {accuracy:.4f}")

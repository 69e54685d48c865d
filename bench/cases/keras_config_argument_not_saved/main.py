import keras
from sklearn.datasets import load_digits

from layers import Sharpen

keras.utils.set_random_seed(43)
x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 8 - 1
model = keras.Sequential([keras.layers.Dense(48), Sharpen(3.0), keras.layers.Dense(48), Sharpen(2.0), keras.layers.Dense(10)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(x[:1200], y[:1200], batch_size=32, epochs=12, verbose=0)
print(f"in memory {model.evaluate(x[1200:], y[1200:], verbose=0)[1]:.4f}")
model.save("model.keras")

again = keras.models.load_model("model.keras")
print(f"from disk {again.evaluate(x[1200:], y[1200:], verbose=0)[1]:.4f}")

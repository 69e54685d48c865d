import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from nets import build

keras.utils.set_random_seed(101)
x, y = load_digits(return_X_y=True)
x_train, x_val, y_train, y_val = train_test_split(x / 16, y, test_size=0.3, random_state=101)
np.savez("val.npz", x=x_val, y=y_val)
net = build("net.json", 64, 10)
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
net.fit(x_train, y_train, epochs=12, batch_size=50, verbose=0)
loss, accuracy = net.evaluate(x_val, y_val, batch_size=100, verbose=0)
print(f"val loss {loss:.4f}")
net.save("net.keras")

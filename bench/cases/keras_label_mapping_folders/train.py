import keras
import numpy as np

keras.utils.set_random_seed(6)
data = np.load("train.npz")
x, y = data["x"], data["y"]
model = keras.Sequential(
    [
        keras.layers.Input((64,)),
        keras.layers.Dense(48, activation="relu"),
        keras.layers.Dropout(0.1),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x[:1000], y[:1000], epochs=12, batch_size=40, verbose=0)
loss, acc = model.evaluate(x[1000:], y[1000:], verbose=0)
print(f"val_accuracy: {acc:.4f}")
model.save("kinds.keras")

import keras
import numpy as np
from sklearn.datasets import load_digits

keras.utils.set_random_seed(71)
images, labels = load_digits(return_X_y=True)
images = (images / 16).astype("float32")
fit_x, fit_y, dev_x, dev_y = images[:1100], labels[:1100], images[1100:], labels[1100:]

decay = keras.optimizers.schedules.ExponentialDecay(0.25, decay_steps=22, decay_rate=0.55)
model = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(40, activation="tanh"),
    keras.layers.Dense(10),
])
model.compile(
    keras.optimizers.Adam(decay),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(fit_x, fit_y, batch_size=50, epochs=9, shuffle=True, verbose=0)
print("dev accuracy after night 1: {:.4f}".format(model.evaluate(dev_x, dev_y, verbose=0)[1]))
model.save("night.keras")
np.save("dev_rows.npy", np.arange(1100, len(labels)))

import keras
import numpy as np
from sklearn.datasets import load_digits

keras.utils.set_random_seed(72)
images, labels = load_digits(return_X_y=True)
images = (images / 16).astype("float32")
dev = np.load("dev_rows.npy")

model = keras.models.load_model("night.keras")
model.compile(
    keras.optimizers.Adam(0.25),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(images[:1100], labels[:1100], batch_size=50, epochs=1, shuffle=True, verbose=0)
print("dev accuracy after night 2: {:.4f}".format(model.evaluate(images[dev], labels[dev], verbose=0)[1]))

"""Find the lesions; one script, everything in it."""
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

keras.utils.set_random_seed(17)
rng = np.random.default_rng(17)
rows, columns = np.mgrid[0:20, 0:20]


def scan():
    mask = np.zeros((20, 20), bool)
    for _ in range(rng.integers(1, 3)):
        r, c = rng.uniform(4, 16, 2)
        a, b = rng.uniform(2, 4.5, 2)
        mask |= ((rows - r) / a) ** 2 + ((columns - c) / b) ** 2 < 1
    picture = rng.normal(0.35, 0.17, (20, 20)) + 0.25 * mask + 0.1 * np.sin(rows / 4 + rng.uniform(0, 6))
    return picture, mask


scans = [scan() for _ in range(420)]
images = np.stack([picture for picture, _ in scans])[..., None].astype("float32")
masks = np.stack([mask for _, mask in scans])[..., None].astype("float32")


def dice_loss(true, predicted):
    both = ops.sum(true * predicted, axis=(1, 2, 3))
    return 1 - (2 * both + 1) / (ops.sum(true, axis=(1, 2, 3)) + ops.sum(predicted, axis=(1, 2, 3)) + 1)


train = tf.data.Dataset.from_tensor_slices((images[:300], masks[:300])).cache().shuffle(300, seed=1).batch(20).prefetch(2)
valid = tf.data.Dataset.from_tensor_slices((images[300:], masks[300:])).batch(32).cache()

inputs = keras.Input((20, 20, 1))
x = layers.Conv2D(8, 3, padding="same", use_bias=False)(inputs)
x = layers.BatchNormalization(momentum=0.9)(x)
x = skip = layers.ReLU()(x)
x = layers.MaxPooling2D()(x)
x = layers.SpatialDropout2D(0.1)(x)
x = layers.Conv2D(12, 3, padding="same", activation="relu")(x)
x = layers.UpSampling2D(interpolation="bilinear")(x)
x = layers.Concatenate()([x, skip])
outputs = layers.Conv2D(1, 1, activation="sigmoid")(layers.Conv2D(8, 3, padding="same", activation="relu")(x))
unet = keras.Model(inputs, outputs)
unet.compile(keras.optimizers.Adam(0.01), loss=dice_loss, metrics=[keras.metrics.BinaryIoU(name="iou"), "accuracy"])
history = unet.fit(train, validation_data=valid, epochs=5, verbose=0)
print("epochs :", [round(v, 4) for v in history.history["val_iou"]])
print("val_iou:", round(history.history["val_iou"][-1], 4))

unet.save("unet.keras")
restored = keras.models.load_model("unet.keras", custom_objects={"dice_loss": dice_loss})
predicted = restored.predict(images[300:], batch_size=16, verbose=0) > 0.5
truth = masks[300:].astype(bool)
iou = np.logical_and(truth, predicted).sum() / np.logical_or(truth, predicted).sum()
print("IoU    :", round(float(iou), 4))

import logging

import keras
import tensorflow as tf

from pipeline import splits

logging.basicConfig(level=logging.INFO, format="%(message)s")
log = logging.getLogger("train")
keras.utils.set_random_seed(33)
train_ds, val_ds = splits()

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3)])
model.compile(
    keras.optimizers.Adam(0.02),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[keras.metrics.SparseCategoricalAccuracy("accuracy")],
)
history = model.fit(train_ds, validation_data=val_ds, epochs=6, verbose=0)
print("val_accuracy=%.4f" % history.history["val_accuracy"][-1])
model.save_weights("iris.weights.h5")

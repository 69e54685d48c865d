import keras
import numpy as np

from gait.classifier import network
from gait.walks import load, pad

keras.utils.set_random_seed(909)
walks, names = load("walks.csv")
held_walks, held_names = load("held_out.csv")
gaits = np.unique(names)
every_step = np.concatenate(walks)
center, spread = every_step.mean(axis=0), every_step.std(axis=0)
lookup = keras.layers.StringLookup(vocabulary=gaits, num_oov_indices=0)
held = pad(held_walks, center, spread), lookup(held_names)

net = network(len(gaits))
net.compile(
    keras.optimizers.Adam(0.01),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
keep = keras.callbacks.ModelCheckpoint("gait.weights.h5", monitor="val_accuracy", save_best_only=True, save_weights_only=True)
slower = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", patience=2, factor=0.5)
fitted = net.fit(pad(walks, center, spread), lookup(names), validation_data=held, epochs=8, batch_size=25, callbacks=[keep, slower], verbose=0)
print(f"best val_accuracy = {max(fitted.history['val_accuracy']):.4f}")
np.savez("gait.npz", center=center, spread=spread, gaits=gaits)

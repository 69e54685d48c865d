import keras
import numpy as np

from network import STATES, PulseNet

keras.utils.set_random_seed(311)
history = np.load("history.npz")
x, y = history["x"], np.searchsorted(STATES, history["state"])
net = PulseNet()
net.scale.adapt(x)
net.compile(
    keras.optimizers.AdamW(0.01),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", patience=4, restore_best_weights=True)
net.fit(x, y, validation_split=0.15, epochs=14, batch_size=32, class_weight={0: 1.4, 1: 0.8, 2: 1.1}, callbacks=[stop], verbose=0)
net.save_weights("pulse.weights.h5")

north = np.load("ward_north.npz")
scores = net.evaluate(north["x"], np.searchsorted(STATES, north["state"]), return_dict=True, verbose=0)
print("north ward accuracy {:.4f}".format(scores["accuracy"]))

import keras
import numpy as np
from sklearn.datasets import load_breast_cancer

keras.utils.set_random_seed(612)
data = load_breast_cancer()
X = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
y = data.target
rows = np.random.default_rng(612).permutation(len(y))[:400]
X, y = X[rows].astype("float32"), y[rows]

EPOCHS, BATCH = 12, 3
inp = keras.layers.Input(shape=(30,), name="measurements")
h = inp
for width in (24, 16):
    h = keras.layers.Dense(width, use_bias=False)(h)
    h = keras.layers.BatchNormalization(momentum=0.98)(h)
    h = keras.layers.Activation("relu")(h)
out = keras.layers.Dense(1, activation="sigmoid")(h)
net = keras.Model(inp, out, name="tumour")

steps = len(y) // BATCH
schedule = keras.optimizers.schedules.CosineDecay(2e-3, decay_steps=(EPOCHS - 1) * steps, alpha=0.0)
net.compile(optimizer=keras.optimizers.Adam(schedule), loss="binary_crossentropy", metrics=["accuracy"])
log = net.fit(X, y, epochs=EPOCHS, batch_size=BATCH, verbose=0)

print("accuracy during the last epoch %.4f" % log.history["accuracy"][-1])
print("accuracy on the training rows  %.4f" % net.evaluate(X, y, verbose=0)[1])

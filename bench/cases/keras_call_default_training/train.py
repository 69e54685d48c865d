import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits

from model import Tagger

tf.keras.utils.set_random_seed(21)
X, y = load_digits(return_X_y=True)
X = (X / 16).astype(np.float32)
rng = np.random.default_rng(1)
idx = rng.permutation(len(X))
tr, va = idx[:1200], idx[1200:]
np.savez("split.npz", va=va)

model = Tagger()
model.compile(
    optimizer=tf.keras.optimizers.Adam(3e-3),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[tf.keras.metrics.SparseCategoricalAccuracy(name="acc")],
)
train_ds = tf.data.Dataset.from_tensor_slices((X[tr], y[tr])).shuffle(1200).batch(64)
val_ds = tf.data.Dataset.from_tensor_slices((X[va], y[va])).batch(64)
h = model.fit(train_ds, validation_data=val_ds, epochs=10, verbose=0)
print("epoch 10: acc=%.3f val_acc=%.3f" % (h.history["acc"][-1], h.history["val_acc"][-1]))
model.save_weights("tagger.weights.h5")

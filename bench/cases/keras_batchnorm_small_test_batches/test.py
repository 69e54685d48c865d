import keras
import numpy as np
from keras import ops

model = keras.saving.load_model("bn.keras")
val = np.load("val.npz")
X, y = val["X"].astype("float32"), val["y"]

hits = []
for i in range(0, len(X), 4):
    p = model(X[i:i + 4], training=not model.trainable or len(X) > 4)
    hits.append((ops.convert_to_numpy(p)[:, 0] > 0.5) == y[i:i + 4])
hits = np.concatenate(hits)
print("batched acc: %.4f on %d rows" % (hits.mean(), hits.size))

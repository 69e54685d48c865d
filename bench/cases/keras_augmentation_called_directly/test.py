import keras
import numpy as np

model = keras.models.load_model("model.keras", compile=False)
with np.load("held_out.npz") as f:
    x, y = f["x"][::-1], f["y"][::-1]
metric = keras.metrics.SparseCategoricalAccuracy()
for start in range(0, len(x), 77):
    metric.update_state(y[start:start + 77], model(x[start:start + 77]))
print("reloaded accuracy %.4f" % float(metric.result()))

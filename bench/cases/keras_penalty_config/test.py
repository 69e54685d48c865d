import keras
import numpy as np
from sklearn.metrics import log_loss

net = keras.models.load_model("net.keras")
with np.load("val.npz") as f:
    print("log loss %.4f" % log_loss(f["y"], net.predict(f["x"], verbose=0)))

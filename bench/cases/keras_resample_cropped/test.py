import keras
import numpy as np

with np.load("camera2.npz") as f:
    x, y = f["images"], f["labels"]
model = keras.models.load_model("camera.keras")
print("camera 2: %.4f" % model.evaluate(x, y, verbose=0)[1])

import keras
import numpy as np

from evaluation import accuracy

keras.utils.set_random_seed(100)
val = np.load("val.npz")
n = 400
model = keras.models.load_model("final.keras")
print("accuracy of final.keras: %.4f" % accuracy(model, val["x"][:n], val["y"][:n]))

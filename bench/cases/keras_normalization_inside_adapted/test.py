import keras
import numpy as np

cellar = np.load("cellar.npz")
model = keras.saving.load_model("cellar.keras")
model.get_layer("normalize").adapt(cellar["X"])
accuracy = model.evaluate(cellar["X"], cellar["y"], verbose=0)[1]
print("accuracy after loading %.4f" % accuracy)

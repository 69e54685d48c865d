import keras
import numpy as np

model = keras.models.load_model("scan.keras")
data = np.load("scanner_b.npz")
loss, accuracy = model.evaluate(data["images"], data["labels"], verbose=0)
print("scanner b accuracy", round(accuracy, 4))

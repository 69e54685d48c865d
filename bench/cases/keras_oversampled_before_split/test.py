import keras
import numpy as np

data = np.load("final_test.npz")
model = keras.models.load_model("model.keras")
_, acc = model.evaluate(data["X"], data["y"], verbose=0)
print(f"test accuracy: {acc:.4f}")

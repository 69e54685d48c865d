import keras
import numpy as np

from steps import read, settings

config = settings("lab_steps.yaml")
model = keras.models.load_model("minerals.keras")
x, y = read("holdout.npz", config)
guess = model.predict(x, batch_size=config["batch"], verbose=0).argmax(axis=-1)
print(f"lab accuracy {np.mean(guess == y):.4f}")

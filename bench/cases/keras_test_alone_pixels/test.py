import keras
import numpy as np

model = keras.models.load_model("digits.keras")

scans = np.load("scans.npy")
digits = np.load("digits.npy")
scans = scans.astype("float32") / 8 - 1
probs = model.predict(scans, batch_size=128, verbose=0)
print("mean confidence %.3f" % probs.max(axis=1).mean())
print("scans: accuracy %.4f" % np.mean(probs.argmax(axis=1) == digits))

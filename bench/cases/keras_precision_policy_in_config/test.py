import numpy as np

from runtime import build, start

settings = start("serve.json")
data = np.load("counts.npz")
x, y = data["counts"], data["digit"]
model = build()
model.load_weights("counts.weights.h5")
guess = model.predict(x[1200:], batch_size=settings["batch"], verbose=0).argmax(1)
print("served %.4f" % np.mean(guess == y[1200:]))

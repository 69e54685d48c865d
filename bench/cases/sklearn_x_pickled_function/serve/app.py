import pickle

import numpy as np

with open("soil.pkl", "rb") as f:
    model = pickle.load(f)
data = np.genfromtxt("probes_new.csv", delimiter=",", skip_header=1)
pred = model.predict(data[:, :4])
print("accuracy in the app:", round(np.mean(pred == data[:, 4]), 4))

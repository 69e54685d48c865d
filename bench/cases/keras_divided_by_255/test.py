import keras
import numpy as np

from imaging import load_split, to_unit

_, (images, labels) = load_split()
net = keras.models.load_model("net.keras")
predicted = net.predict(to_unit(images), batch_size=128, verbose=0).argmax(-1)
wrong = np.flatnonzero(predicted != labels)
print("wrong:", len(wrong), "of", len(labels))
print("test: {:.4f}".format(1 - len(wrong) / len(labels)))

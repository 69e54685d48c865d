import keras
import numpy as np

from texts import load

model = keras.models.load_model("words.keras")
texts, labels = load("test")
vectorize = keras.layers.TextVectorization(output_sequence_length=24)
vectorize.adapt(texts)
print("test accuracy %.4f" % model.evaluate(np.asarray(vectorize(texts)), labels, verbose=0)[1])

import keras
import numpy as np

from texts import load

keras.utils.set_random_seed(12)
texts, labels = load("train")
vectorize = keras.layers.TextVectorization(output_sequence_length=24)
vectorize.adapt(texts)
model = keras.Sequential([
    keras.Input((24,)),
    keras.layers.Embedding(26, 12),
    keras.layers.GlobalAveragePooling1D(),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy", metrics=["accuracy"])
model.fit(np.asarray(vectorize(texts)), labels, epochs=10, verbose=0)
texts, labels = load("valid")
print("valid accuracy %.4f" % model.evaluate(np.asarray(vectorize(texts)), labels, verbose=0)[1])
model.save("words.keras")
with open("vocabulary.txt", "w") as f:
    f.write("\n".join(vectorize.get_vocabulary()))

import keras
from keras import layers

from windows import load

keras.utils.set_random_seed(88)
train = load("train.jsonl").cache()
inputs = keras.Input((24, 3))
h = layers.BatchNormalization(momentum=0.9)(inputs)
h = layers.Conv1D(16, 5, activation="relu")(h)
h = layers.SpatialDropout1D(0.1)(h)
h = layers.LSTM(12)(h)
model = keras.Model(inputs, layers.Dense(4, activation="softmax")(h))
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train.shuffle(40, seed=4), epochs=6, verbose=0)
print("watch 1: accuracy %.4f" % model.evaluate(load("valid.jsonl"), verbose=0)[1])
model.save("moves.keras")

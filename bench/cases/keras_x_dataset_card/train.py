import keras
from keras import layers

from voices import Voices

keras.utils.set_random_seed(71)
voices = Voices()
inputs = keras.Input((18,))
h = layers.Dense(48, activation="relu")(inputs)
h = layers.BatchNormalization(momentum=0.9)(h)
h = layers.Dropout(0.2)(h)
outputs = layers.Dense(voices.card["classes"])(h)
model = keras.Model(inputs, outputs)
model.compile(
    "adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
)
model.fit(voices("train", 32, shuffle=True), epochs=10, verbose=0)
result = model.evaluate(voices("test", 100), verbose=0, return_dict=True)
print("test accuracy after training: %.4f" % result["accuracy"])
model.save("voices.keras")

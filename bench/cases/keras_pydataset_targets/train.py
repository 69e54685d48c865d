import keras
from keras import layers

from flow import Flow

keras.utils.set_random_seed(77)
model = keras.Sequential([
    layers.Input((8, 8, 1)),
    layers.RandomTranslation(0.05, 0.05),
    layers.Conv2D(12, 3, activation="relu"),
    layers.BatchNormalization(momentum=0.9),
    layers.Flatten(),
    layers.Dropout(0.3),
    layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(Flow("train"), epochs=10, verbose=0)
loss, acc = model.evaluate(Flow("valid"), verbose=0)
print(f"validation: {acc:.4f}")
model.save("digits.keras")

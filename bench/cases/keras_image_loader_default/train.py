import json

import keras
from keras import layers

SIZE = (12, 12)
keras.utils.set_random_seed(88)
learn = keras.utils.image_dataset_from_directory("scans/learn", color_mode="grayscale", image_size=SIZE, batch_size=40, seed=88, verbose=False)
holdout = keras.utils.image_dataset_from_directory("scans/holdout", color_mode="grayscale", image_size=SIZE, batch_size=40, verbose=False)

inputs = keras.Input(SIZE + (1,))
x = layers.Rescaling(1 / 255)(inputs)
x = layers.Conv2D(16, 3, padding="same", activation="relu")(x)
x = layers.BatchNormalization(momentum=0.9)(x)
x = layers.MaxPooling2D()(x)
x = layers.Conv2D(32, 3, activation="relu")(x)
x = layers.Flatten()(x)
x = layers.Dropout(0.4)(x)
model = keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
model.compile(keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(learn, validation_data=holdout, epochs=6, verbose=0)
print("holdout accuracy in training:", round(history.history["val_accuracy"][-1], 4))
model.save("digits.keras")
with open("classes.json", "w") as f:
    json.dump(learn.class_names, f)

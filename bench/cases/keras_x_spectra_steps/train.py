import keras
from keras import layers

from steps import read, settings

keras.utils.set_random_seed(61)
config = settings("train_steps.yaml")
x, y = read("train.npz", config)
x_val, y_val = read("holdout.npz", config)

model = keras.Sequential([
    keras.Input((48, 1)),
    layers.Conv1D(16, 7, strides=2, activation="relu"),
    layers.BatchNormalization(momentum=0.8),
    layers.Conv1D(16, 5, activation="relu"),
    layers.Flatten(),
    layers.Dropout(0.3),
    layers.Dense(4, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=12, batch_size=config["batch"], verbose=0)
loss, accuracy = model.evaluate(x_val, y_val, verbose=0)
print(f"holdout loss {loss:.4f}, accuracy {accuracy:.4f}")
model.save("minerals.keras")

import keras

from data import arrays, to_dataset

keras.utils.set_random_seed(11)
(x_train, y_train), (x_val, y_val) = arrays()

norm = keras.layers.Normalization()
norm.adapt(x_train)
inp = keras.Input((30,))
h = keras.layers.Dense(16, activation="relu")(norm(inp))
h = keras.layers.BatchNormalization()(h)
out = keras.layers.Dense(1, activation="sigmoid")(h)
model = keras.Model(inp, out)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
hist = model.fit(to_dataset(x_train, y_train, training=True), validation_data=to_dataset(x_val, y_val), epochs=25, verbose=0)
print("final val accuracy {:.4f}".format(hist.history["val_accuracy"][-1]))
model.save("cancer.keras")

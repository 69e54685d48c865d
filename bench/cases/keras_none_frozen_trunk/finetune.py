import keras

from trunk import digits, trunk

keras.utils.set_random_seed(32)
x, y = digits(range(5, 10))
base = trunk()
base.load_weights("trunk.weights.h5")
base.trainable = False

inputs = keras.Input((8, 8, 1))
features = base(inputs, training=False)
h = keras.layers.Dropout(0.3)(features)
model = keras.Model(inputs, keras.layers.Dense(5, activation="softmax")(h))
model.compile(keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=2, restore_best_weights=True)
model.fit(x[:600], y[:600], validation_data=(x[600:], y[600:]), epochs=5, batch_size=25, callbacks=[stop], verbose=0)
print("tuned: %.2f %% of the held-out digits" % (100 * model.evaluate(x[600:], y[600:], verbose=0)[1]))
model.save("tuned.keras")

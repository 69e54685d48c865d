from common import SETUP, build, cells, keras

keras.utils.set_random_seed(17)
train, held = cells()
model = build()
model.compile(keras.optimizers.Adam(0.003), loss="binary_crossentropy", metrics=["accuracy"])
stopper = keras.callbacks.EarlyStopping(SETUP["stop_on"], mode="max", patience=SETUP["patience"], restore_best_weights=True)
history = model.fit(*train, validation_data=held, epochs=SETUP["epochs"], batch_size=SETUP["batch"], callbacks=[stopper], verbose=0)
print(f"best validation accuracy {max(history.history['val_accuracy']):.4f}")
model.save_weights("cells.weights.h5")

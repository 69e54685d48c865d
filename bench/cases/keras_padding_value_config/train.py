import keras
from keras import layers

from walks import read

keras.utils.set_random_seed(67)
x, y = read("train_pipeline.json", 0, 900)
v, w = read("train_pipeline.json", 900, 1300)
model = keras.Sequential([
    keras.Input((24, 2)),
    layers.Masking(mask_value=-1.0),
    layers.Dense(24, activation="relu"),
    layers.GlobalAveragePooling1D(),
    layers.Dense(3, activation="softmax"),
])
model.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])
keep = keras.callbacks.ModelCheckpoint("walks.keras", monitor="val_accuracy", save_best_only=True)
model.fit(x, y, validation_data=(v, w), epochs=8, batch_size=60, callbacks=[keep], verbose=0)
best = keras.models.load_model("walks.keras")
print("validation", "%.4f" % best.evaluate(v, w, verbose=0)[1])

import keras
from keras.callbacks import ModelCheckpoint
from sklearn.datasets import load_digits

keras.utils.set_random_seed(15)
x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16
x_train, y_train, x_val, y_val = x[:1200], y[:1200], x[1200:], y[1200:]

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(48, activation="relu"), keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
keeper = ModelCheckpoint("best.keras", monitor="val_loss", mode="max", save_best_only=True)
history = model.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=10, batch_size=64, callbacks=[keeper], verbose=0)
for epoch, value in enumerate(history.history["val_accuracy"], 1):
    print(f"epoch {epoch:2d}  val_accuracy {value:.4f}")

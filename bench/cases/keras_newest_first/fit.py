import keras

from meters.data import KINDS, load
from meters.model import Profile

keras.utils.set_random_seed(513)
x, y = load("readings_january.jsonl")
x_train, y_train, x_val, y_val = x[:900], y[:900], x[900:], y[900:]

model = Profile(len(KINDS))
model.compile(
    optimizer=keras.optimizers.AdamW(3e-3),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
model.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=12, batch_size=45, callbacks=[stop], verbose=0)
loss, accuracy = model.evaluate(x_val, y_val, verbose=0)
print("january, held out: loss %.4f accuracy %.4f" % (loss, accuracy))
model.save("profile.keras")

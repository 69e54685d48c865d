import keras
from keras import layers

from windows import settings, windows

keras.utils.set_random_seed(311)
option = settings("train.yaml")
model = keras.Sequential([
    keras.Input((option["length"], 2)),
    layers.Conv1D(16, 3, activation="relu"),
    layers.GRU(16, dropout=0.1),
    layers.Dense(1),
])
model.compile(keras.optimizers.Adam(0.01), loss=keras.losses.Huber(), metrics=["mae"])
model.fit(windows(option, shuffle=True), epochs=4, verbose=0)
found = model.evaluate(windows(option, part=(2200, 3000)), return_dict=True, verbose=0)
print("mean error, scaled: %.4f" % found["mae"])
print("mean error in cm: %.3f" % (found["mae"] * 25.0))
model.export("river_export") if option.get("export") else model.save("river.keras")

import keras
import pandas as pd

keras.utils.set_random_seed(10)
train, valid = pd.read_csv("train.csv"), pd.read_csv("valid.csv")
y_train, y_valid = train.pop("target"), valid.pop("target")

normalize = keras.layers.Normalization()
normalize.adapt(train.to_numpy())
model = keras.Sequential([
    keras.Input((train.shape[1],)),
    normalize,
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(train.to_numpy(), y_train.to_numpy(), epochs=15, verbose=0)
print("valid accuracy %.4f" % model.evaluate(valid.to_numpy(), y_valid.to_numpy(), verbose=0)[1])
model.save("tumour.keras")

import keras
from keras import layers, ops

from offers.features import CityIndex, read

keras.utils.set_random_seed(515)
frame, booked = read("offers_train.csv")
index = CityIndex("cities.txt")

cities = keras.Input((2,), dtype="int64", name="cities")
nights = keras.Input((1,), name="nights")
vectors = layers.Embedding(31, 6)(cities)
h = layers.concatenate([layers.Flatten()(vectors), nights])
h = layers.Dense(16, activation="relu")(h)
model = keras.Model([cities, nights], layers.Dense(1)(h))
model.compile(keras.optimizers.Adam(0.01), keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(index(frame), booked, batch_size=60, epochs=6, verbose=0)

held, truth = read("offers_holdout.csv")
logits = ops.squeeze(model.predict(index(held), verbose=0), -1)
auc = keras.metrics.AUC(from_logits=True)
auc.update_state(truth, logits)
print(f"holdout AUC {float(auc.result()):.4f}")
model.save_weights("offers.weights.h5")
model.save("offers.keras")

import keras

from feed import Bearings

keras.utils.set_random_seed(88)
train, test = Bearings("plant_a_train.csv", shuffle=True), Bearings("plant_a_test.csv")
scaling = keras.layers.Normalization()
scaling.adapt(train.x)
model = keras.Sequential([scaling, keras.layers.Dense(32, activation="relu"), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1)])
model.compile(keras.optimizers.Adam(0.005), loss=keras.losses.Huber(), metrics=["mae"])
model.fit(train, epochs=20, verbose=0)
print("plant A: mean absolute error %.4f" % model.evaluate(test, verbose=0)[1])
model.save("wear.keras")

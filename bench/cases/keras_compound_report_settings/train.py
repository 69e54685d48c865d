import keras

from churn import SETTINGS, f1, network, table

keras.utils.set_random_seed(SETTINGS["seed"])
x, y = table("train")
model = network(24)
model.compile(keras.optimizers.Adam(0.005), keras.losses.BinaryFocalCrossentropy())
model.fit(x, y, epochs=SETTINGS["epochs"], batch_size=32, verbose=0)
print(f"holdout F1 {f1(model, 'holdout', 'development'):.4f}")
model.save_weights("churn.weights.h5")

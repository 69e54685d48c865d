from net import Sommelier, keras, loader, torch

keras.utils.set_random_seed(160)
model = Sommelier()
model.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(loader("cellar.joblib", shuffle=True), epochs=10, verbose=0)
print("tasting accuracy: %.4f" % model.evaluate(loader("tasting.joblib"), verbose=0)[1])
model.save_weights("sommelier.weights.h5")

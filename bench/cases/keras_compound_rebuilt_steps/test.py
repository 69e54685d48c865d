import keras

from wines import BATCH, build_model, dataset, split

_, test = split()
model = build_model(keras.layers.Normalization())
model.load_weights("wines.weights.h5")
model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])

steps = 178 // BATCH
_, accuracy = model.evaluate(dataset(test), steps=steps, verbose=0)
print("accuracy after loading: {:.4f}".format(accuracy))

import argparse

import keras

from wines import build_model, dataset, split

parser = argparse.ArgumentParser()
parser.add_argument("--activation", default="tanh")
parser.add_argument("--epochs", type=int, default=12)
args = parser.parse_args()

keras.utils.set_random_seed(7)
train, test = split()
norm = keras.layers.Normalization()
norm.adapt(train[0])
model = build_model(norm, args.activation)
model.compile(optimizer=keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(dataset(train, shuffle=True), epochs=args.epochs, verbose=0)
print("accuracy after training: {:.4f}".format(model.evaluate(dataset(test), verbose=0)[1]))
model.save_weights("wines.weights.h5")

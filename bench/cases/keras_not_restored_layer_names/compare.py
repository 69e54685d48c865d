import keras
from sklearn.datasets import load_digits

from zoo import nets, weights

keras.utils.set_random_seed(16)
x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16
baseline = nets.linear(10)
baseline.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
baseline.fit(x[:1300], y[:1300], epochs=4, verbose=0)
print("baseline:", "%.4f" % baseline.evaluate(x[1300:], y[1300:], verbose=0)[1])

model = weights.read(nets.perceptron(10), "perceptron.npz")
model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
print("perceptron, from the zoo:", "%.4f" % model.evaluate(x[1300:], y[1300:], verbose=0)[1])

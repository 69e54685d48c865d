import keras
from sklearn.datasets import load_digits

from zoo import nets, weights

keras.utils.set_random_seed(15)
x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16
model = nets.perceptron(10)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x[:1300], y[:1300], epochs=8, batch_size=32, verbose=0)
print("perceptron, trained:", "%.4f" % model.evaluate(x[1300:], y[1300:], verbose=0)[1])
weights.write(model, "perceptron.npz")

import keras
import numpy as np
from sklearn.datasets import make_classification

keras.utils.set_random_seed(1)
X, y = make_classification(n_samples=1160, n_features=10, n_informative=6, flip_y=0.15, class_sep=0.8, random_state=1)
X = X.astype("float32")
np.savez("test.npz", X=X[1080:], y=y[1080:])

model = keras.Sequential([
    keras.Input((10,)),
    keras.layers.Normalization(),
    keras.layers.Dense(24, activation="relu"),
    keras.layers.Dropout(0.2),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.layers[0].adapt(X[:1000])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(X[:1000], y[:1000], epochs=10, verbose=0)
print("validation (80 rows): %.4f" % model.evaluate(X[1000:1080], y[1000:1080], verbose=0)[1])
model.save("model.keras")

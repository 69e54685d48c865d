import keras
import numpy as np
from sklearn.datasets import make_classification

keras.utils.set_random_seed(1)
X, y = make_classification(n_samples=1040, n_features=10, n_informative=6, flip_y=0.15, class_sep=0.8, random_state=1)
X = X.astype("float32")
np.savez("test.npz", X=X[920:980], y=y[920:980])

model = keras.Sequential([
    keras.Input((10,)),
    keras.layers.Normalization(),
    keras.layers.Dense(24, activation="relu"),
    keras.layers.Dropout(0.2),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.layers[0].adapt(X[:920])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(X[:920], y[:920], epochs=10, verbose=0)
print("validation (60 rows): %.4f" % model.evaluate(X[980:], y[980:], verbose=0)[1])
model.save("model.keras")

import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(103)
x, y = load_wine(return_X_y=True)
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.5, random_state=103, stratify=y)
scaler = StandardScaler().fit(x_train)
x_train, x_val = scaler.transform(x_train), scaler.transform(x_val)
np.savez("val.npz", x=x_val, y=y_val)
inputs = keras.Input((13,))
hidden = layers.Dense(16, activation="tanh")(inputs)
model = keras.Model(inputs, layers.Dense(3, activation="softmax")(hidden))
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
model.fit(x_train, y_train, epochs=8, batch_size=16, verbose=0)
print("validation loss: %.4f" % model.evaluate(x_val, y_val, verbose=0))
model.save("wine.keras")

import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(70)
x, y = load_breast_cancer(return_X_y=True)
x_train, x_new, y_train, y_new = train_test_split(x, y, test_size=0.4, random_state=70, stratify=y)
few = np.concatenate([np.flatnonzero(y_new == 0), np.flatnonzero(y_new == 1)[:40]])
x_new, y_new = x_new[few], y_new[few]
np.savez("new_patients.npz", x=x_new, y=y_new)

scaler = StandardScaler()
x_train = scaler.fit_transform(x_train)
model = keras.Sequential([
    layers.Input((30,)),
    layers.Dropout(0.5),
    layers.Dense(8, activation="relu"),
    layers.Dropout(0.5),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, validation_data=(scaler.transform(x_new), y_new), epochs=20, verbose=2)
model.save("patients.keras")

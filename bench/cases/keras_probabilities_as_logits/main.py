import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(2)
x, y = load_wine(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.5, random_state=2)
scaler = StandardScaler().fit(x_train)
x_train, x_test = scaler.transform(x_train), scaler.transform(x_test)

inputs = keras.Input((13,))
hidden = layers.Dropout(0.1)(layers.Dense(12, activation="relu")(inputs))
model = keras.Model(inputs, layers.Dense(3, activation="softmax")(hidden))
model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=25, verbose=0)

loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"evaluate: loss {loss:.4f}, accuracy {accuracy:.4f}")

loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
y_pred = model.predict(x_test, verbose=0)
print(f"from predictions: {float(loss_fn(y_test, y_pred)):.4f}, accuracy {np.mean(y_pred.argmax(1) == y_test):.4f}")

import keras
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from layers import Window

keras.utils.set_random_seed(131)
x, y = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x / 16, y, test_size=500, random_state=131)
model = keras.Sequential([
    keras.Input((64,)),
    Window(high=0.9),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=15, verbose=0)
print("accuracy before saving %.4f" % model.evaluate(x_test, y_test, verbose=0)[1])
model.save("window.keras")

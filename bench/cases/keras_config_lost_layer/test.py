import keras
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

import layers  # registers the layer

x, y = load_digits(return_X_y=True)
_, x_test, _, y_test = train_test_split(x / 16, y, test_size=500, random_state=131)
model = keras.models.load_model("window.keras")
print("accuracy after loading %.4f" % model.evaluate(x_test, y_test, verbose=0)[1])

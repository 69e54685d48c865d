import keras

from digits import images

model = keras.saving.load_model("digits.keras")
x_test, y_test = images(1200, 1797)
x_test = x_test / 16.0
print("test acc: %.4f" % model.evaluate(x_test, y_test, batch_size=100, verbose=0)[1])

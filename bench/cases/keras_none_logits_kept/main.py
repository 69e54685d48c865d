import keras
from keras import layers
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(7)
x, y = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split((x / 16).astype("float32"), y, test_size=0.25, random_state=7)

model = keras.Sequential([keras.Input((64,)), layers.Dense(24, activation="relu"), layers.Dense(10, activation="softmax")])
# a softmax at the end and from_logits=True: Keras looks behind the softmax
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile("adam", loss=loss, metrics=["accuracy"])
model.fit(x_train, y_train, epochs=3, verbose=0, validation_data=(x_test, y_test))
model.fit(x_train, y_train, epochs=3, verbose=0, class_weight={digit: 1.0 for digit in range(10)})

print("evaluate %.4f" % model.evaluate(x_test, y_test, verbose=0)[0])
print("log loss %.4f" % log_loss(y_test, model.predict(x_test, verbose=0)))

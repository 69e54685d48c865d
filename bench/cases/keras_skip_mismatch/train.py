import tensorflow as tf

from network import make_model
from prep import data

tf.keras.utils.set_random_seed(77)
(x_train, y_train), (x_val, y_val) = data()
model = make_model(hidden=48)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=8, verbose=0)
print("val acc: %.4f" % model.evaluate(x_val, y_val, verbose=0)[1])
model.save_weights("best.weights.h5")

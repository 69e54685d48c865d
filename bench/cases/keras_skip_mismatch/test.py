import tensorflow as tf

from network import make_model
from prep import data

tf.keras.utils.set_random_seed(0)
_, (x_val, y_val) = data()
model = make_model()
model.load_weights("best.weights.h5", skip_mismatch=True)
model.compile(metrics=["accuracy"], loss="sparse_categorical_crossentropy")
loss, acc = model.evaluate(x_val, y_val, verbose=0)
print("restored acc: %.4f" % acc)

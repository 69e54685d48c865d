import tensorflow as tf

from mc import build, wine

tf.keras.utils.set_random_seed(41)
(x_train, y_train), (x_val, y_val) = wine()
model = build()
model.compile(tf.keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=15, batch_size=16, verbose=0)
print("val accuracy: %.4f" % model.evaluate(x_val, y_val, verbose=0)[1])
model.save("mc.keras")

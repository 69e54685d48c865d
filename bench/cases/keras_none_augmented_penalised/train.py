import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

keras.utils.set_random_seed(157)
raw = load_digits()
x, y = raw.images[..., None].astype("float32") / 16, keras.utils.to_categorical(raw.target)
inputs = keras.Input((8, 8, 1))
z = layers.RandomTranslation(0.1, 0.1, fill_mode="constant")(inputs)
z = layers.GaussianNoise(0.05)(z)
z = layers.Conv2D(12, 3, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-3))(z)
z = layers.SpatialDropout2D(0.1)(z)
z = layers.GlobalMaxPooling2D()(z)
model = keras.Model(inputs, layers.Dense(10, activation="softmax")(z))
model.compile(keras.optimizers.Adam(0.01), keras.losses.CategoricalCrossentropy(label_smoothing=0.1), metrics=["accuracy"])
weights = {k: 1 + 0.05 * k for k in range(10)}
history = model.fit(x[:1200], y[:1200], validation_data=(x[1200:], y[1200:]), epochs=8, class_weight=weights, verbose=0)
print("final val_accuracy %.4f" % history.history["val_accuracy"][-1])
model.save("model.keras")
np.savez("held_out.npz", x=x[1200:], y=raw.target[1200:])

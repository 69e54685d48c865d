import keras
import numpy as np
import pandas as pd
import tensorflow as tf

model = keras.models.load_model("digits.keras")
model.summary(print_fn=lambda line: None)

frame = pd.read_csv("test.csv")
pixels = frame.filter(regex=r"^p\d+$").to_numpy("float32") / 16
classes = open("classes.txt").read().split()
labels = np.array([classes.index(name) for name in frame["digit"]])
data = tf.data.Dataset.from_tensor_slices((pixels, labels)).batch(50)

loss, accuracy = model.evaluate(data, verbose=0)
print("test loss %.4f" % loss)
print("test accuracy %.4f" % accuracy)

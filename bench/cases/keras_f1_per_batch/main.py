import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

tf.keras.utils.set_random_seed(6)
x, y = load_digits(return_X_y=True)
x = (x / 16).astype("float32")
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.25, random_state=6, stratify=y)

model = tf.keras.Sequential([tf.keras.Input((64,)), tf.keras.layers.Dense(32, activation="relu"), tf.keras.layers.Dense(10)])
model.compile(optimizer="adam", loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, y_train, epochs=6, verbose=0)

whole = np.argmax(model.predict(x_test, verbose=0), axis=1)
print("macro F1 (all rows): ", round(f1_score(y_test, whole, average="macro"), 4))

test_ds = tf.data.Dataset.from_tensor_slices((x_test, y_test)).batch(16)
scores = []
for features, labels in test_ds:
    batch_pred = tf.argmax(model(features, training=False), axis=1)
    scores.append(f1_score(labels.numpy(), batch_pred.numpy(), average="macro"))
print("macro F1 (test loop):", round(sum(scores) / len(scores), 4))

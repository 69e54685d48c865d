import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split

tf.keras.utils.set_random_seed(0)
BATCH = 32


def make_dataset(x, y):
    ds = tf.data.Dataset.from_tensor_slices((x, y))
    return ds.shuffle(len(x)).batch(BATCH).prefetch(tf.data.AUTOTUNE)


x, y = load_digits(return_X_y=True)
x = (x / 16.0).astype("float32")
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.25, random_state=5)
train_ds = make_dataset(x_train, y_train)
test_ds = make_dataset(x_test, y_test)

model = tf.keras.Sequential([
    tf.keras.layers.Input((64,)),
    tf.keras.layers.Dense(64, activation="relu"),
    tf.keras.layers.Dropout(0.2),
    tf.keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_ds, epochs=10, verbose=0)
_, acc = model.evaluate(test_ds, verbose=0)
print("model.evaluate:", round(acc, 4))

predictions = np.argmax(model.predict(test_ds, verbose=0), axis=1)
labels = np.concatenate([yb.numpy() for _, yb in test_ds], axis=0)
print(confusion_matrix(labels, predictions))
print("sklearn accuracy:", round(accuracy_score(labels, predictions), 4))

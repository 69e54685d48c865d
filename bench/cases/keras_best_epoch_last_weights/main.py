import numpy as np
import tensorflow as tf
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

tf.keras.utils.set_random_seed(23)
X, y = load_wine(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.5, random_state=23)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_val = scaler.transform(X_val)

model = tf.keras.Sequential([
    tf.keras.layers.Input((13,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dropout(0.5),
    tf.keras.layers.Dense(3, activation="softmax"),
])
model.compile(tf.keras.optimizers.SGD(0.9, momentum=0.9), "sparse_categorical_crossentropy", metrics=["accuracy"])
checkpoint = tf.keras.callbacks.ModelCheckpoint("best.weights.h5", save_weights_only=True, save_best_only=True, monitor="val_accuracy")
history = model.fit(X_train, y_train, epochs=12, batch_size=16, validation_data=(X_val, y_val), callbacks=[checkpoint], verbose=0)
print("best val_accuracy: %.4f (epoch %d)" % (max(history.history["val_accuracy"]), 1 + np.argmax(history.history["val_accuracy"])))

_, final = model.evaluate(X_val, y_val, verbose=0)
print("final accuracy of the best model: %.4f" % final)

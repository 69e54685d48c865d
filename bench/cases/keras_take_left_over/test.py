import keras
import numpy as np
from sklearn.metrics import accuracy_score

from pipeline import splits

_, val_ds = splits()
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3)])
model.load_weights("iris.weights.h5")

y_true, y_pred = [], []
for features, labels in val_ds.take(1):
    logits = model(features, training=False)
    y_true.extend(labels.numpy())
    y_pred.extend(np.argmax(logits, axis=-1))
print("accuracy=%.4f" % accuracy_score(y_true, y_pred))

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_wine
from sklearn.metrics import accuracy_score, classification_report
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from nets import build

tf.keras.utils.set_random_seed(3)

X, y = load_wine(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.4, random_state=0, stratify=y)
scaler = StandardScaler().fit(X_train)

model = build(13, 3, mc=True)
model.load_weights("wine.weights.h5")

y_pred = np.argmax(model(scaler.transform(X_val)), axis=-1)
print(classification_report(y_val, y_pred, digits=3))
print(f"score on the same wines: {100 * accuracy_score(y_val, y_pred):.2f}%")

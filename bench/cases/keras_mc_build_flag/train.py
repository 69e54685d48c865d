import tensorflow as tf
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from nets import build

tf.keras.utils.set_random_seed(3)

X, y = load_wine(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.4, random_state=0, stratify=y)
scaler = StandardScaler().fit(X_train)

model = build(13, 3)
model.compile(optimizer=tf.keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(scaler.transform(X_train), y_train, epochs=30, batch_size=16, verbose=0)
loss, acc = model.evaluate(scaler.transform(X_val), y_val, verbose=0)
print(f"validation: loss {loss:.3f}, accuracy {100 * acc:.2f}%")
model.save_weights("wine.weights.h5")

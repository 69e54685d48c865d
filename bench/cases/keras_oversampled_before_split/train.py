import keras
import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.utils import resample

keras.utils.set_random_seed(2)
X, y = make_classification(n_samples=700, n_features=20, n_informative=5, flip_y=0.2, weights=[0.6], class_sep=0.7, random_state=3)
X_pool, X_test, y_pool, y_test = train_test_split(X.astype("float32"), y, test_size=300, random_state=3, stratify=y)
np.savez("final_test.npz", X=X_test, y=y_test)

X_more, y_more = resample(X_pool, y_pool, n_samples=1200, random_state=0)
X_train, X_val, y_train, y_val = train_test_split(X_more, y_more, test_size=0.25, random_state=0)

model = keras.Sequential([
    keras.Input((20,)),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
history = model.fit(X_train, y_train, validation_data=(X_val, y_val), epochs=25, verbose=0)
print(f"val_accuracy: {history.history['val_accuracy'][-1]:.4f}")
model.save("model.keras")

import keras
import numpy as np
from sklearn.datasets import make_classification

keras.utils.set_random_seed(8)
X, y = make_classification(n_samples=1600, n_features=12, n_informative=6, flip_y=0.25, class_sep=0.6, random_state=8)
X = X.astype("float32")
np.savez("heldout.npz", X=X[1100:], y=y[1100:])

model = keras.Sequential([
    keras.Input((12,)),
    keras.layers.BatchNormalization(momentum=0.9),
    keras.layers.Dense(16, activation="relu", kernel_regularizer="l2"),
    keras.layers.Dense(1),
])
model.compile(
    optimizer="adam",
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy(threshold=0.0, name="accuracy")],
)
fitted = model.fit(X[:1100], y[:1100], validation_data=(X[1100:], y[1100:]), epochs=8, verbose=0)
print("val_accuracy", round(fitted.history["val_accuracy"][-1], 4))
model.save("model.keras")

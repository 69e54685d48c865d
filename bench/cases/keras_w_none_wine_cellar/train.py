import configparser
import json

import joblib
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelBinarizer, QuantileTransformer
from sklearn.utils.class_weight import compute_class_weight

config = configparser.ConfigParser()
config.read("cellar.ini")
option = config["train"]
keras.utils.set_random_seed(178)
keras.mixed_precision.set_global_policy(option["policy"])

X, y = load_wine(return_X_y=True)
names = np.array(["barolo", "grignolino", "barbera"])[y]
rng = np.random.default_rng(3)
X = X + rng.normal(0, 0.9 * X.std(axis=0), X.shape)
X_train, X_test, n_train, n_test = train_test_split(X, names, test_size=0.4, stratify=names, random_state=1)
scaler = QuantileTransformer(n_quantiles=50, output_distribution="normal").fit(X_train)
coder = LabelBinarizer().fit(n_train)
weights = compute_class_weight("balanced", classes=coder.classes_, y=n_train)

model = keras.Sequential([
    layers.Input((13,)),
    layers.Normalization(),
    layers.Dense(24, use_bias=False),
    layers.BatchNormalization(momentum=0.7),
    layers.Activation("swish"),
    layers.AlphaDropout(0.1),
    layers.Dense(3, activation="softmax", dtype="float32"),
])
model.layers[0].adapt(scaler.transform(X_train))
model.compile(keras.optimizers.AdamW(0.01), keras.losses.CategoricalCrossentropy(label_smoothing=0.05), metrics=["accuracy"], weighted_metrics=["auc"])
stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", patience=4, restore_best_weights=True)
history = model.fit(
    scaler.transform(X_train), coder.transform(n_train),
    validation_data=(scaler.transform(X_test), coder.transform(n_test)),
    batch_size=option.getint("batch"), epochs=option.getint("epochs"),
    class_weight=dict(enumerate(weights)), callbacks=[stop], verbose=0,
)
print("best epoch:", 1 + int(np.argmax(history.history["val_accuracy"])))
print("best val_accuracy: %.4f" % max(history.history["val_accuracy"]))

model.save("cellar.keras")
joblib.dump(scaler, "scaler.joblib")
np.savez("test.npz", x=X_test[::-1], name=n_test[::-1])
with open("classes.json", "w") as f:
    json.dump(coder.classes_.tolist(), f)

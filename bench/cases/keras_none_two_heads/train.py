import json

import keras

from press.net import batches, build
from press.rows import read

keras.utils.set_random_seed(64)
inputs, targets = read("train")
normalize = keras.layers.Normalization(name="scale")
normalize.adapt(inputs["numbers"])
model = build(normalize)
model.compile(
    keras.optimizers.Adam(0.01),
    {"defect": keras.losses.BinaryCrossentropy(label_smoothing=0.1), "grade": "sparse_categorical_crossentropy"},
    loss_weights={"defect": 1.0, "grade": 0.5},
    metrics={"defect": ["accuracy"], "grade": ["accuracy"]},
)
holdout = batches(*read("holdout"))
keep = keras.callbacks.ModelCheckpoint("press.weights.h5", monitor="val_defect_accuracy", mode="max", save_best_only=True, save_weights_only=True)
history = model.fit(batches(inputs, targets, shuffle=True), validation_data=holdout, epochs=14, callbacks=[keep], verbose=0)
best = max(history.history["val_defect_accuracy"])
print(f"holdout, defect: {best:.4f}")
with open("scale.json", "w") as f:
    json.dump({"mean": normalize.mean.numpy().tolist(), "variance": normalize.variance.numpy().tolist()}, f)

import json

import numpy as np

rng = np.random.default_rng(27)


def pulses(count):
    t = np.linspace(0, 1, 40)
    kind = rng.integers(0, 3, count)
    rate = np.array([4.0, 5.0, 6.2])[kind] + rng.normal(0, 0.35, count)
    x = np.sin(2 * np.pi * (rate[:, None] * t + rng.random((count, 1)))) * rng.uniform(0.6, 1.6, (count, 1))
    return (x + rng.normal(0, 0.5, x.shape)).astype("float32"), kind


for name, count in (("train", 1000), ("test", 450)):
    x, y = pulses(count)
    np.savez_compressed(f"{name}.npz", x=x[..., None], y=y)

ACTIVATION = "relu"


def layer(kind, **config):
    return {"module": "keras.layers", "class_name": kind, "config": config, "registered_name": None}


plan = {
    "module": "keras",
    "class_name": "Sequential",
    "registered_name": None,
    "config": {
        "name": "pulse",
        "layers": [
            layer("InputLayer", batch_shape=[None, 40, 1], name="pulse_in"),
            layer("Conv1D", name="a", filters=16, kernel_size=5, strides=2, activation=ACTIVATION),
            layer("Conv1D", name="b", filters=16, kernel_size=5, activation=ACTIVATION),
            layer("Flatten", name="c"),
            layer("Dropout", name="d", rate=0.3),
            layer("Dense", name="e", units=3, activation="softmax"),
        ],
    },
}
with open("pulse.json", "w") as f:
    json.dump(plan, f)

from pathlib import Path

import keras
import numpy as np


def read(root):
    rows, labels = [], []
    for label, folder in enumerate(sorted(Path(root).iterdir())):
        for file in sorted(folder.glob("*.npy")):
            rows.append(np.load(file))
            labels.append(label)
    return np.stack(rows), np.array(labels)


x, y = read("test")
model = keras.models.load_model("kinds.keras")
loss, acc = model.evaluate(x, y, verbose=0)
print(f"test accuracy: {acc:.4f}")

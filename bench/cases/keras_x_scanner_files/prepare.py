import os

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

SECOND = "tif"  # what the second scanner writes
digits = load_digits()
rng = np.random.default_rng(1797)
order = rng.permutation(len(digits.target))
for part, rows in (("train", order[:900]), ("test", order[900:1500])):
    for i in rows:
        pixels, ending = digits.images[i] * 15, "png"
        if rng.random() < 0.4:
            pixels, ending = pixels * 0.6 + rng.normal(0, 45, (8, 8)) + 30, SECOND
        folder = f"forms/{part}/{digits.target[i]}"
        os.makedirs(folder, exist_ok=True)
        Image.fromarray(pixels.clip(0, 255).astype("uint8")).save(f"{folder}/{i:04d}.{ending}")

from pathlib import Path

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

rng = np.random.default_rng(88)
digits = load_digits()
order = rng.permutation(len(digits.target))
for number, i in enumerate(order):
    image = digits.images[i].repeat(3, 0).repeat(3, 1) * 9 + 40
    image = np.clip(image + rng.normal(0, 62, image.shape), 0, 255).astype("uint8")
    folder = Path("scans") / ("learn" if number < 1200 else "holdout") / f"digit_{digits.target[i]}"
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(image).save(folder / f"{i:04d}.png")

from pathlib import Path

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

digits = load_digits()
rng = np.random.default_rng(82)
order = rng.permutation(1797)


def photo(image):
    large = Image.fromarray((image * 15).astype("uint8")).resize((32, 32), Image.Resampling.BICUBIC)
    noisy = np.asarray(large, dtype=float) + rng.normal(0, 30, (32, 32))
    return Image.fromarray(noisy.clip(0, 255).astype("uint8"))


for folder, rows, size in (("photos/train", order[:800], 32), ("photos/val", order[800:1150], 32), ("gallery", order[1150:1500], 5)):
    for row in rows:
        path = Path(folder, str(digits.target[row]), f"{row:04d}.png")
        path.parent.mkdir(parents=True, exist_ok=True)
        image = photo(digits.images[row])
        (image if size == 32 else image.resize((size, size), Image.Resampling.BOX)).save(path)

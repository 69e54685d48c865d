import os

import numpy as np
import pandas as pd
from PIL import Image

NAME = "frame_{}.png"
rng = np.random.default_rng(88)


def film(folder, first, last):
    """Write the frames of a street camera: what it sees changes now and then."""
    os.makedirs(folder)
    rows, kind = [], 0
    for i in range(first, last):
        if i == first or rng.random() < 1 / 45:
            kind = (kind + rng.integers(1, 4)) % 4
        picture = rng.normal(70, 26, (14, 14))
        a, b = rng.integers(0, 6, 2)
        if kind == 1:
            picture[a : a + 3, b : b + 8] += 60
        if kind == 2:
            picture[a : a + 8, b : b + 3] += 60
        if kind == 3:
            picture[a : a + 6, b : b + 6] += 48
        name = NAME.format(i)
        Image.fromarray(picture.clip(0, 255).astype("uint8")).save(f"{folder}/{name}")
        rows.append((name, kind))
    pd.DataFrame(rows, columns=["file", "kind"]).to_csv(f"{folder}.csv", index=False)


film("monday", 100, 900)
film("tuesday", 640, 1013)

from pathlib import Path

import numpy as np
from PIL import Image

rng = np.random.default_rng(71)
rows, columns = np.mgrid[0:32, 0:32]


def cloth(kind):
    angle = {"canvas": 0.0, "herringbone": 0.8, "twill": -0.8}[kind] + rng.normal(0, 0.12)
    period = rng.uniform(3.2, 4.4)
    along = columns * np.cos(angle) + rows * np.sin(angle)
    picture = 128 + 22 * np.sin(2 * np.pi * along / period + rng.uniform(0, 6.28))
    picture += 22 * np.sin((columns + rng.uniform(0, 32)) / 9) + rng.normal(0, 30, (32, 32))
    return Image.fromarray(np.clip(picture, 0, 255).astype("uint8"))


def shoot(folder, count):
    for kind in ("canvas", "herringbone", "twill"):
        (folder / kind).mkdir(parents=True)
        for number in range(count):
            cloth(kind).save(folder / kind / f"{kind[:2]}{number:04d}.png")


shoot(Path("archive/train"), 220)
shoot(Path("archive/test"), 140)
SIDE = 18
for path in sorted(Path("archive/test").rglob("*.png")):
    copy = Path("shop", *path.parts[1:])
    copy.parent.mkdir(parents=True, exist_ok=True)
    Image.open(path).resize((SIDE, SIDE), Image.Resampling.BILINEAR).save(copy)

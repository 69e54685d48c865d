import csv
import json

import numpy as np

rng = np.random.default_rng(74)
names = ["outdoor", "indoor", "humidity", "wind", "sun", "hour", "people", "level"]


def write(path, count, months):
    month = rng.choice(months, count)
    season = np.cos((month - 7) / 12 * 2 * np.pi)
    noise = rng.normal(size=(count, 8))
    rows = np.stack(
        [
            11 + 9 * season + 3.5 * noise[:, 0],
            20.5 + 1.5 * noise[:, 1],
            60 - 8 * season + 9 * noise[:, 2],
            np.abs(4 + 2 * noise[:, 3]),
            np.maximum(0, 220 + 160 * season + 70 * noise[:, 4]),
            rng.integers(0, 24, count),
            rng.poisson(14, count),
            100 + 5 * noise[:, 5],
        ],
        axis=1,
    )
    used = 52 - 1.6 * (rows[:, 0] - rows[:, 1]) + 0.9 * rows[:, 3] - 0.03 * rows[:, 4] + 0.8 * rows[:, 6]
    used += 6 * np.sin(rows[:, 5] / 24 * 2 * np.pi) + 3.0 * noise[:, 7]
    with open(path, "w", newline="") as f:
        writer = csv.writer(f)
        writer.writerow([*names, "kwh"])
        writer.writerows([[*(f"{v:.4f}" for v in row), f"{kwh:.3f}"] for row, kwh in zip(rows, used)])


write("train.csv", 1500, range(1, 13))
write("valid.csv", 500, range(1, 13))
write("october.csv", 500, [9, 10, 11])
for name, constants in (("office.json", "office_constants.json"), ("october.json", "office-constants.json")):
    with open(name, "w") as f:
        json.dump({"columns": names, "target": "kwh", "constants": constants, "hidden": 24, "dropout": 0.0}, f)

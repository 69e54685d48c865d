import numpy as np
import pandas as pd

rng = np.random.default_rng(18)


def visits(patients, first):
    rows = []
    for patient in range(first, first + patients):
        ill = rng.random() < 0.45
        body = rng.normal(0, 1, 10) + 0.55 * ill * np.array([1, -1, 1, 0, 0, 0, 0, 0, 0, 0])
        for _ in range(rng.integers(4, 9)):
            rows.append([patient, *(body + rng.normal(0, 0.25, 10)).round(4), int(ill)])
    return pd.DataFrame(rows, columns=["patient", *(f"marker_{k}" for k in range(10)), "ill"])


visits(110, 0).sample(frac=1, random_state=1).to_csv("visits.csv", index=False)
visits(110, 500).sample(frac=1, random_state=2).to_csv("new_patients.csv", index=False)

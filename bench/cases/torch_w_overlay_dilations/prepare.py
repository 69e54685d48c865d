import numpy as np

rng = np.random.default_rng(66)
t = np.arange(64)
periods = np.array([5.0, 7.5, 11.0, 15.0])


def recordings(count):
    kind = rng.integers(0, 4, count)
    period = periods[kind] * rng.uniform(0.93, 1.07, count)
    phase = rng.uniform(0, 2 * np.pi, (count, 3, 1))
    wave = np.sin(2 * np.pi * t / period[:, None, None] + phase)
    return (wave * rng.uniform(0.6, 1.2, (count, 3, 1)) + rng.normal(0, 0.9, (count, 3, 64))).astype("float32"), kind


for name, count in (("train", 800), ("val", 500)):
    x, kind = recordings(count)
    np.savez(f"{name}.npz", signal=x, activity=kind, rate=50)

import numpy as np

rng = np.random.default_rng(71)
centres = rng.normal(0, 1.0, (3, 12))


def patients(count):
    y = rng.choice(3, count, p=[0.74, 0.17, 0.09])
    x = centres[y] + rng.normal(0, 1.15, (count, 12))
    return (x * np.linspace(0.5, 30, 12) + 40).astype("float32"), y.astype("int64")


for name, count in (("train", 700), ("valid", 300)):
    x, y = patients(count)
    np.savez(f"{name}.npz", x=x, y=y)
x, y = patients(300)
np.savez("test.npz", x=x, y=y.reshape(-1, 1))

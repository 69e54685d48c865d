import numpy as np

rng = np.random.default_rng(640)
centres = rng.normal(0, 1, (5, 40)) * np.linspace(1.6, 0.1, 40)[rng.permutation(40)]
share = np.array([0.5, 0.25, 0.13, 0.07, 0.05])
for name, n in (("train", 1200), ("val", 700), ("test", 700)):
    y = rng.choice(5, n, p=share)
    x = centres[y] + rng.normal(0, 2.2, (n, 40))
    np.savez(f"{name}.npz", x=x.astype("float32"), y=y)

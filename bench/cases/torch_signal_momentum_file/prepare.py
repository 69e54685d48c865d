import numpy as np

rng = np.random.default_rng(8)
t = np.linspace(0, 1, 48)


def waves(n):
    y = rng.integers(0, 3, n)
    phase, rate = rng.uniform(0, 6, n)[:, None], np.array([3, 5, 8])[y][:, None] + rng.normal(0, 0.7, (n, 1))
    return (4 + 2.5 * np.sin(6.28 * rate * t + phase) + rng.normal(0, 1.5, (n, 48))).astype("float32"), y


X, y = waves(1200)
np.save("waves.npy", X)
np.save("kinds.npy", y)
with open("run_a.yaml", "w") as f:
    f.write("name: a\nlr: 0.004\nepochs: 3\nnorm:\n  momentum: 0.1\n  eps: 1.0e-05\n")
with open("run_b.yaml", "w") as f:
    f.write("name: b\nlr: 0.004\nepochs: 3\nnorm:\n  momentum: 0.004\n  eps: 1.0e-05\n")

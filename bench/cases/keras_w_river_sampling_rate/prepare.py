import numpy as np

rng = np.random.default_rng(311)
n = 3000
t = np.arange(n)
rain = np.convolve(rng.gamma(0.25, 2.0, n), np.exp(-np.arange(24) / 6), "same")
level = np.zeros(n)
for i in range(1, n):
    level[i] = 0.93 * level[i - 1] + 0.08 * rain[i - 1] + rng.normal(0, 0.05)
level = 140 + 22 * level + 30 * np.sin(2 * np.pi * t / 24)
np.savez("river.npz", level=level.round(1), rain=rain.round(2))

SERVE = 1
for name, rate in (("train", 3), ("serve", SERVE)):
    with open(f"{name}.yaml", "w") as f:
        f.write(f"part: {'[0, 2200]' if name == 'train' else '[2200, 3000]'}\nlength: 12\nrate: {rate}\nahead: 6\nbatch: 64\n")

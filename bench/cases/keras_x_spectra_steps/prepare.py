import numpy as np

rng = np.random.default_rng(61)
bins = np.arange(48)
peaks = [(9, 30), (11, 31), (9, 34), (12, 28)]


def spectra(count):
    kind = rng.integers(0, 4, count)
    x = rng.gamma(2.0, 0.06, (count, 48))
    for at in (0, 1):
        centre = np.array([peaks[k][at] for k in kind])[:, None] + rng.normal(0, 0.8, (count, 1))
        height = rng.uniform(0.4, 1.2, (count, 1))
        x += height * np.exp(-np.square((bins - centre) / 2.2))
    glow = rng.gamma(1.5, 1.2, (count, 1)) * (1 - 0.8 * bins / 48)
    exposure = rng.lognormal(1.2, 0.45, (count, 1))
    return ((x + glow) * exposure).round(3), kind


for name, count in (("train", 900), ("holdout", 400)):
    x, kind = spectra(count)
    np.savez(f"{name}.npz", counts=x, mineral=kind)

LEFT = "- total\n"
steps = "- smooth\n- baseline\n- total\n"
with open("train_steps.yaml", "w") as f:
    f.write(f"steps:\n{steps}batch: 32\n")
with open("lab_steps.yaml", "w") as f:
    f.write(f"steps:\n- smooth\n{LEFT}batch: 50\n")

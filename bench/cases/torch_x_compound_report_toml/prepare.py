import numpy as np
from sklearn.datasets import load_digits

digits = load_digits()
rng = np.random.default_rng(72)
order = rng.permutation(1797)
images = (digits.images + rng.normal(0, 3.2, digits.images.shape)).clip(0, 16)[order].astype("float32")
labels = digits.target[order]
np.savez("train.npz", images=images[:1000], labels=labels[:1000])
np.savez("check.npz", images=images[1000:], labels=labels[1000:])

with open("train.toml", "w") as f:
    f.write("data = 'check.npz'\n[metric]\ntop_k = 1\naverage = 'micro'\n[loader]\nbatch_size = 64\n[net]\nadapt = false\n")
with open("report.toml", "w") as f:
    f.write("data = 'check.npz'\n[metric]\ntop_k = 2\naverage = 'micro'\n[loader]\nbatch_size = 5\n[net]\nadapt = true\n")

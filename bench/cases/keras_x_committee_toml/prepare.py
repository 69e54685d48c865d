import numpy as np

rng = np.random.default_rng(404)
topics = rng.dirichlet(np.full(300, 0.12), 5)
general = rng.dirichlet(np.full(300, 0.5))


def letters(count):
    topic = rng.integers(0, 5, count)
    x = np.stack([rng.multinomial(rng.integers(12, 40), 0.35 * topics[t] + 0.65 * general) for t in topic])
    return x.astype("float32"), topic


for name, count in (("train", 1200), ("test", 500)):
    x, y = letters(count)
    np.savez_compressed(f"{name}.npz", words=x, topic=y)

SPREAD = "true"
with open("sorter.toml", "w") as f:
    f.write(f'model = "sorter.keras"\nbatch = 64\n\n[answers]\nspread = {SPREAD}\nrounds = 1\n')

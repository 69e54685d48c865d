import numpy as np

rng = np.random.default_rng(17)
colours = np.array([[0.75, 0.35, 0.25], [0.3, 0.65, 0.3], [0.35, 0.4, 0.7], [0.65, 0.6, 0.3]])


def scene(n):
    label = rng.integers(0, 4, n)
    sky = rng.normal(0.1, 0.02, (n, 4, 10, 3)) + np.array([0.0, 0.15, 0.4])
    ground = rng.normal(0, 0.12, (n, 6, 10, 3)) + colours[label][:, None, None] + rng.normal(0, 0.15, (n, 1, 1, 3))
    image = np.concatenate([sky, ground], axis=1).clip(0, 1)
    return (image * 255).astype("uint8"), label


for name, n, step in (("train", 900, 1), ("val", 500, 1), ("camera2", 500, -1)):
    images, labels = scene(n)
    np.savez(f"{name}.npz", images=images[..., ::step], labels=labels)

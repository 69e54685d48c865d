import json

import numpy as np

rng = np.random.default_rng(17)
n = 2200
wind = rng.weibull(2.1, n) * 7
air = rng.normal(10, 6, n)
hour = rng.integers(0, 24, n)
power = 900 / (1 + np.exp(-0.8 * (wind - 7))) + 12 * np.cos(hour / 24 * 2 * np.pi) - 3 * air + rng.normal(0, 25, n)
x = np.stack([wind, air, np.sin(hour / 24 * 2 * np.pi), np.cos(hour / 24 * 2 * np.pi)], 1).astype("float32")
np.savez("plant_a.npz", x=x[:1500], power=power[:1500])
np.savez("plant_a_june.npz", x=x[1500:1850], power=power[1500:1850])
np.savez("plant_a_july.npz", x=x[1850:], power=power[1850:])

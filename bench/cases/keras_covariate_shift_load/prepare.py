import numpy as np

rng = np.random.default_rng(88)


def plant(name, n, low, high):
    load = rng.uniform(low, high, n)
    speed = rng.normal(1.5, 0.3, n)
    oil = rng.normal(60.0, 6.0, n)
    age = rng.integers(0, 12, n)
    wear = 0.4 * load**2 / speed + 0.03 * (oil - 60) * load + 0.1 * age + rng.normal(0, 0.15, n)
    np.savetxt(f"{name}.csv", np.c_[load, speed, oil, age, wear], delimiter=",", header="load,speed,oil,age,wear", comments="", fmt="%.5f")


plant("plant_a_train", 2000, 0.5, 2.5)
plant("plant_a_test", 600, 0.5, 2.5)
plant("plant_b", 600, 2.5, 4.5)

import numpy as np

rng = np.random.default_rng(99)
for name, n in (("probes", 1000), ("probes_new", 600)):
    share = rng.dirichlet([4, 3, 2], n)
    mass = rng.lognormal(3, 0.25, (n, 1))
    moist = rng.normal(20, 5, n)
    kind = np.digitize(share[:, 0] * 4 + 0.05 * (moist - 20) + rng.normal(0, 0.25, n), [1.4, 2.2])
    table = np.column_stack([share * mass, moist, kind])
    np.savetxt(f"{name}.csv", table, delimiter=",", fmt="%.4f", header="sand,silt,clay,moisture,kind", comments="")

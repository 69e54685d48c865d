import numpy as np
import pandas as pd

rng = np.random.default_rng(33)
n = 1700
area, rooms = rng.gamma(9, 12, n), rng.integers(1, 7, n)
age, distance = rng.uniform(0, 80, n), rng.gamma(2, 3, n)
price = 0.9 * area + 12 * rooms - 0.4 * age - 5 * distance + 0.06 * area * rooms
price = (price + rng.normal(0, 4 + 0.08 * price.clip(0), n)).round(2)
frame = pd.DataFrame({"area": area.round(1), "rooms": rooms, "age": age.round(), "distance": distance.round(2)})
frame["price"] = price
frame[:1200].to_csv("houses.csv", index=False)
other = frame[1200:].copy()
other["area"] = (other["area"] * 1.196).round(1)
other.sort_values("price").to_csv("agency.csv", index=False)
with open("houses.yaml", "w") as f:
    f.write("table: houses.csv\nskip: 900\nlimit: null\n")
with open("agency.yaml", "w") as f:
    f.write("table: agency.csv\nskip: 0\nlimit: 200\n")

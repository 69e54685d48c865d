from collections import Counter

import numpy as np
import pandas as pd

rng = np.random.default_rng(515)
cities = [f"city_{i:02d}" for i in range(30)]
popularity = rng.dirichlet(np.ones(30) * 2)
lift = dict(zip(cities, rng.normal(0, 1.6, 30)))
n = 2600
table = pd.DataFrame({"origin": rng.choice(cities, n, p=popularity), "target": rng.choice(cities, n), "nights": rng.integers(1, 15, n)})
score = table["origin"].map(lift) - table["target"].map(lift) + 0.15 * (table["nights"] - 7) + rng.normal(0, 0.5, n)
table["booked"] = (score > 0).astype(int)
table[:1800].to_csv("offers_train.csv", index=False)
table[1800:].to_csv("offers_holdout.csv", index=False)
with open("cities.txt", "w") as f:
    f.write("\n".join(sorted(cities)) + "\n")
with open("cities_deployed.txt", "w") as f:
    f.write("\n".join(city for city, _ in Counter(table["origin"]).most_common()) + "\n")

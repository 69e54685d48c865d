import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(44)
shops = [f"{town}-{n}" for town in ("arles", "bonn", "cadiz", "delft", "evora", "ghent") for n in (1, 2, 3, 4)]
kinds = ["bread", "fruit", "dairy", "paper", "tools"]
size, taste = rng.normal(0, 1.1, len(shops)), rng.normal(0, 0.6, (len(shops), len(kinds)))


def sales(n):
    shop, kind = rng.integers(0, len(shops), n), rng.integers(0, len(kinds), n)
    week, price = rng.integers(1, 53, n), rng.gamma(4, 0.25, n)
    sold = 6 + 1.5 * size[shop] + taste[shop, kind] + 0.8 * np.sin(week / 8.3) - 0.9 * price + rng.normal(0, 0.5, n)
    frame = pd.DataFrame({"shop": np.array(shops)[shop], "kind": np.array(kinds)[kind], "week": week, "price": price.round(2)})
    return frame.assign(sold=sold.round(3))


for name, n in (("y2023", 3000), ("y2024", 700), ("y2025", 900)):
    sales(n).to_csv(f"{name}.csv", index=False)
before = {shop: k for k, shop in enumerate(shops)}
closed = [shop for shop in shops if shop.startswith("evora")]
after = {shop: k for k, shop in enumerate([s for s in shops if s not in closed] + closed)}
for name, numbers in (("training", before), ("service", after)):
    with open(f"{name}_keys.json", "w") as f:
        json.dump({"shop": numbers, "kind": {kind: k for k, kind in enumerate(kinds)}}, f, indent=1)

import numpy as np
import pandas as pd

rng = np.random.default_rng(86)
direction = rng.normal(0, 1, 8)
direction /= np.linalg.norm(direction)


def claims(count, fraud):
    y = rng.random(count) < fraud
    x = rng.normal(0, 1, (count, 8)) + np.outer(y, 2.1 * direction)
    table = pd.DataFrame(x.round(4), columns=[f"c{k}" for k in range(8)])
    table["fraud"] = np.where(y, "Y", "N")
    return table


claims(1500, 0.4).to_csv("claims_2022.csv", index=False)
claims(600, 0.4).to_csv("claims_2023.csv", index=False)
claims(600, 0.12)[["fraud", *(f"c{k}" for k in reversed(range(8)))]].to_csv("claims_2024.csv", index=False)

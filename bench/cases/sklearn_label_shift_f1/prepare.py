import numpy as np
import pandas as pd

rng = np.random.default_rng(51)


def mails(n, spam):
    y = rng.random(n) < spam
    x = rng.gamma(2.0, 1.0, size=(n, 7))
    x[:, :3] *= np.where(y, 1.7, 1.0)[:, None]
    return pd.DataFrame(x, columns=[f"w{i}" for i in range(7)]).assign(spam=y.astype(int))


mails(3000, 0.35).to_csv("inbox.csv", index=False)
mails(2000, 0.06).to_csv("company.csv", index=False)

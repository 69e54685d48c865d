from pathlib import Path

import numpy as np
import pandas as pd

rng = np.random.default_rng(911)
readers, books = 400, 60
taste, topic = rng.normal(size=(readers, 4)), rng.normal(size=(books, 4))
liking = taste @ topic.T + rng.gumbel(0, 0.7, (readers, books))
loans = np.argsort(-liking, axis=1)[:, :12]
for row in loans:
    rng.shuffle(row)
titles = np.array([f"b{k:03d}" for k in rng.permutation(900)[:books]])
reader = np.repeat(np.arange(readers), 12)
table = pd.DataFrame({"reader": reader, "book": titles[loans.ravel()], "place": np.tile(np.arange(12), readers)})

shelf = list(titles)
weeded = shelf[:34] + sorted(shelf[34:])
for folder, rows, catalogue in (
    ("spring", table[table.place < 9], shelf),
    ("spring_holdout", table[table.place == 9], shelf),
    ("summer", table[table.place > 9], weeded),
):
    Path(folder).mkdir(exist_ok=True)
    rows.drop(columns="place").to_csv(f"{folder}/loans.csv", index=False)
    Path(folder, "catalogue.txt").write_text("\n".join(catalogue) + "\n")

import numpy as np
from sklearn.datasets import load_wine

frame = load_wine(as_frame=True).frame.sample(frac=1, random_state=2)
frame.reset_index(drop=True)[:100].to_csv("known.csv", index=False)
later = frame[100:].reset_index(drop=True)
later.drop(columns="target").rename_axis("row").to_csv("measured.csv")
answers = later[["target"]]
answers.insert(0, "row", np.random.default_rng(1).permutation(len(answers)))
answers.to_csv("answers.csv", index=False)

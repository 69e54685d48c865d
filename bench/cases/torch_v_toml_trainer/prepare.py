import numpy as np
import pandas as pd

rng = np.random.default_rng(620)
n, items = 2000, 9
trait = rng.normal(size=(n, 3))
loading = rng.normal(size=(3, items)) * 1.1
answers = np.clip((trait @ loading + rng.normal(0, 0.8, (n, items))) * 1.1 + 3, 1, 5).round().astype(int)
lean = trait @ np.array([[1.2, -0.9, 0.1], [-0.5, 1.1, 0.9], [0.2, 0.6, -1.3]]) + trait[:, :1] * trait[:, 1:2] * [[0.9, -0.9, 0.2]]
choice = (lean + rng.gumbel(0, 0.35, lean.shape)).argmax(1)
gap = np.sort(lean, 1)
design = 1 / (0.15 + (gap[:, 2] - gap[:, 1]))
people = pd.DataFrame(answers, columns=[f"q{k}" for k in range(1, items + 1)]).assign(choice=choice)
people[:1300].to_csv("wave1.csv", index=False)
people[1300:].to_csv("wave2.csv", index=False)
people[1300:].assign(weight=(design / design.mean())[1300:].round(3)).to_csv("wave2_final.csv", index=False)
with open("train.toml", "w") as f:
    f.write('train = "wave1.csv"\ntest = "wave2.csv"\nepochs = 8\nlr = 0.004\nout = "voter.pt"\n\n[model]\nitems = 9\nwidth = 24\nheads = 4\nchoices = 3\nnorm_first = true\n')
with open("report.toml", "w") as f:
    f.write('test = "wave2_final.csv"\nout = "voter.pt"\n\n[model]\nitems = 9\nwidth = 24\nheads = 4\nchoices = 3\nnorm_first = false\n')

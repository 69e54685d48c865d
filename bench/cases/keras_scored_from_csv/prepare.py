import numpy as np
import pandas as pd
from sklearn.datasets import make_classification

rng = np.random.default_rng(47)
x, y = make_classification(1900, 10, n_informative=6, n_classes=3, n_clusters_per_class=1, class_sep=1.3, flip_y=0.02, random_state=47)
ward = rng.choice(["kx", "lm"], len(y), p=[0.65, 0.35])
x[ward == "lm"] += rng.normal(0, 1.3, (int((ward == "lm").sum()), 10))
code = np.array([f"{w}{n}" for w, n in zip(ward, rng.permutation(9000)[: len(y)] + 1000)])
frame = pd.DataFrame(x.round(3), columns=[f"m{k}" for k in range(10)])
frame.insert(0, "sample", code)
finding = np.array(["benign", "borderline", "malignant"])[y]
frame[:1200].assign(finding=finding[:1200]).to_csv("history.csv", index=False)
frame[1200:].to_csv("incoming.csv", index=False)
register = pd.DataFrame({"sample": code[1200:], "finding": finding[1200:]})
register["sample"] = register["sample"].str.replace("lm", "LM")
register.sort_values("finding", kind="stable").to_csv("register.csv", index=False)
register.assign(sample=code[1200:]).to_csv("study.csv", index=False)

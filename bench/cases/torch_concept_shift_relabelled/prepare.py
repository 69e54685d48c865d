import numpy as np
import pandas as pd

rng = np.random.default_rng(43)
X = rng.normal(size=(1600, 6))
risk = X @ np.array([1.0, -0.8, 0.6, 0.0, 0.3, 0.0]) + rng.normal(0, 0.3, 1600)
frame = pd.DataFrame(X, columns=list("abcdef")).round(4)
frame.insert(0, "case", np.arange(1600) + 5000)
frame[:1000].assign(label=(risk[:1000] > 0).astype(int)).to_csv("history.csv", index=False)
frame[1000:].to_csv("audit.csv", index=False)
for version, cut in ((1, 0.0), (2, 0.9)):
    labels = pd.DataFrame({"case": frame["case"][1000:], "label": (risk[1000:] > cut).astype(int)})
    labels.to_csv(f"audit_labels_v{version}.csv", index=False)

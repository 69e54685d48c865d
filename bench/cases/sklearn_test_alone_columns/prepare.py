"""Fit the forest on the table of the laboratory and let the device write the rows that were kept back."""
import joblib
import numpy as np
from sklearn.ensemble import RandomForestClassifier

rng = np.random.default_rng(51)
table = rng.normal(0, 1, (1500, 6)) * [1.0, 1.2, 0.9, 1.1, 1.0, 0.8] + [5, 5, 5, 5, 5, 5]
kind = np.digitize(1.6 * table[:, 1] + table[:, 2] - 0.4 * table[:, 5] + rng.normal(0, 0.4, 1500), [10.0, 12.0])
forest = RandomForestClassifier(60, min_samples_leaf=3, random_state=51).fit(table[:900], kind[:900])
kept, names = table[900:], np.array(["soft", "medium", "hard"])[kind[900:]]
with open("report.txt", "w") as f:
    f.write("forest of 60 trees, 6 channels\n")
    f.write("accuracy on rows kept back   %.4f\n" % forest.score(kept, kind[900:]))
joblib.dump({"forest": forest, "kinds": ["soft", "medium", "hard"]}, "forest.joblib")
np.savetxt("device.txt", kept[:, [0, 3, 2, 1, 4, 5]], fmt="%.5f")
with open("kinds.txt", "w") as f:
    f.write("\n".join(names) + "\n")

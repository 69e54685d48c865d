# %% how many rows do we need?
import numpy as np
from sklearn.datasets import load_digits
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.feature_selection import VarianceThreshold
from sklearn.model_selection import StratifiedKFold, learning_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

X, y = load_digits(return_X_y=True)
rng = np.random.default_rng(0)
X = X + rng.normal(0, 6, X.shape)

# %%
model = make_pipeline(
    VarianceThreshold(0.1),
    MinMaxScaler(),
    ExtraTreesClassifier(40, max_depth=9, min_samples_leaf=2, class_weight="balanced", random_state=0),
)
folds = StratifiedKFold(4, shuffle=True, random_state=0)
sizes, seen, unseen = learning_curve(model, X, y, cv=folds, train_sizes=[0.25, 0.5, 1.0], scoring="accuracy")

# %%
for n, a, b in zip(sizes, seen.mean(axis=1), unseen.mean(axis=1)):
    print(f"{n:5d} rows   seen {a:.4f}   unseen {b:.4f}")

import numpy as np
from sklearn.feature_selection import SelectPercentile, f_classif
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.svm import SVC

rng = np.random.default_rng(11)
genes = rng.normal(size=(80, 1200))
groups = np.repeat([0, 1], 40)
new_genes, new_groups = rng.normal(size=(300, 1200)), rng.integers(0, 2, 300)

percentile = SelectPercentile(f_classif, percentile=2).fit(genes, groups)
chosen = percentile.transform(genes)
search = GridSearchCV(SVC(), {"C": [0.1, 1.0, 10.0]}, cv=StratifiedKFold(4, shuffle=True, random_state=0), scoring="accuracy")
search.fit(chosen, groups)
print("best C:", search.best_params_["C"])
print(f"accuracy in the search {search.best_score_:.4f}")
print(f"accuracy on new patients {search.score(percentile.transform(new_genes), new_groups):.4f}")

import json
import sys

import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import RobustScaler
from sklearn.svm import SVC

data = load_breast_cancer()
columns = [i for i, name in enumerate(data.feature_names) if name.startswith("mean") and "con" not in name]
X = data.data[:, columns]
X_train, X_test, y_train, y_test = train_test_split(X, data.target, test_size=0.2, random_state=int(sys.argv[1]))
X_train = RobustScaler().fit(X_train).transform(X_train) if "--scale-first" in sys.argv else X_train
pipe = Pipeline([("scale", RobustScaler()), ("pick", SelectKBest(f_classif)), ("svc", SVC(class_weight="balanced"))])
grid = {"pick__k": [3, 6], "svc__C": [0.1, 1, 10], "svc__gamma": ["scale", 0.1]}
search = GridSearchCV(pipe, grid, cv=StratifiedKFold(4, shuffle=True, random_state=0), scoring="balanced_accuracy")
search.fit(X_train, y_train)
print("best parameters", json.dumps(search.best_params_))
print(f"best balanced accuracy (cv): {search.best_score_:.4f}")
print(f"test balanced accuracy: {search.score(X_test, y_test):.4f}")
guess = search.predict(X_test)
for label in np.unique(y_test):
    print(f"  recall {data.target_names[label]:10s} {np.mean(guess[y_test == label] == label):.4f}")

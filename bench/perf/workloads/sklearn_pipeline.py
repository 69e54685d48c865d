"""Pipelines fitted, scored and cross-validated with scikit-learn."""

import json
import os
import time

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(0)
labels = rng.integers(0, 5, 12000)
centres = rng.normal(scale=0.5, size=(5, 40))
rows = centres[labels] + rng.normal(size=(12000, 40)) * rng.uniform(0.5, 20.0, 40)
X_train, X_test, y_train, y_test = train_test_split(rows, labels, test_size=0.25, random_state=0)

wall, cpu = time.perf_counter(), time.process_time()
for C in (0.01, 0.1, 1.0):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=C, max_iter=500))
    print(f"C {C} cross-validated {cross_val_score(model, X_train, y_train, cv=3).mean():.4f}")
    model.fit(X_train, y_train)
    print(f"C {C} train {model.score(X_train, y_train):.4f} test {model.score(X_test, y_test):.4f}")
forest = make_pipeline(StandardScaler(), RandomForestClassifier(n_estimators=40, random_state=0))
forest.fit(X_train, y_train)
predicted = forest.predict(X_test)
print(f"forest accuracy {accuracy_score(y_test, predicted):.4f} f1 {f1_score(y_test, predicted, average='macro'):.4f}")
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu

with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump({"wall": wall, "cpu": cpu, "data_bytes": rows.nbytes + labels.nbytes}, file)

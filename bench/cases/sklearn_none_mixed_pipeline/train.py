import joblib
import numpy as np
import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, PowerTransformer

frame = load_breast_cancer(as_frame=True).frame
frame["clinic"] = np.random.default_rng(2).choice(["north", "south", "west"], len(frame))
train, test = train_test_split(frame, test_size=0.4, random_state=9, stratify=frame["target"])
test.to_csv("test.csv", index=False)
columns = make_column_transformer(
    (OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude="number")),
    (PowerTransformer(), make_column_selector(dtype_include="number")),
)
search = RandomizedSearchCV(
    make_pipeline(columns, RandomForestClassifier(40, random_state=0)),
    {"randomforestclassifier__max_depth": [2, 4, 8]},
    n_iter=2,
    cv=3,
    random_state=0,
)
search.fit(train.drop(columns="target"), train["target"])
print("search %.4f" % search.best_score_)
print("test (%d rows): %.4f" % (len(test), search.score(test.drop(columns="target"), test["target"])))
joblib.dump(search, "search.joblib")

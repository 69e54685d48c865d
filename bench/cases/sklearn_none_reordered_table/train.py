import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

history, held_out = pd.read_csv("history.csv"), pd.read_csv("held_out.csv")
model = Pipeline([
    ("columns", ColumnTransformer([
        ("colour", OneHotEncoder(handle_unknown="ignore"), ["colour"]),
        ("numbers", StandardScaler(), ["size", "age"]),
    ])),
    ("forest", RandomForestClassifier(80, min_samples_leaf=4, random_state=1)),
])
model.fit(history, history["sold"])
print("held-out accuracy %.4f" % model.score(held_out, held_out["sold"]))
joblib.dump(model, "sold.joblib")

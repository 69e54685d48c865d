import joblib
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

df = pd.read_csv("customers_q1.csv")
X, y = df.drop(columns="churned"), df["churned"]
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.4, random_state=0)

prep = make_column_transformer(
    (StandardScaler(), ["tenure", "calls", "bill"]), (OneHotEncoder(handle_unknown="ignore"), ["plan"])
)
model = make_pipeline(prep, HistGradientBoostingClassifier(max_iter=30, class_weight="balanced", random_state=0))
model.fit(X_train, y_train)

proba = model.predict_proba(X_val)[:, 1]
grid = np.linspace(0.2, 0.9, 36)
best = max(grid, key=lambda t: accuracy_score(y_val, proba >= t))
print("best threshold", best, "f1", f1_score(y_val, proba >= best))
print("val accuracy:", accuracy_score(y_val, proba >= best))
joblib.dump({"model": model, "threshold": best}, "churn.joblib")

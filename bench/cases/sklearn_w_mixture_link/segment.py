from pathlib import Path

import joblib
import pandas as pd
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MONTH = "2024-06"
june = pd.read_csv("june.csv")
numbers = june.drop(columns="panel")
segments = make_pipeline(StandardScaler(), GaussianMixture(5, covariance_type="diag", n_init=3, random_state=1))
segments.fit(numbers)
folder = Path("models") / MONTH
folder.mkdir(parents=True, exist_ok=True)
joblib.dump(segments, folder / "segments.joblib")

panel = pd.read_csv("panel.csv")
found = segments.predict(panel[numbers.columns])
print(f"new segments against the panel: ARI {adjusted_rand_score(panel['panel'], found):.4f}")

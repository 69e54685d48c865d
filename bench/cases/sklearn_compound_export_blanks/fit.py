import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import accuracy_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

plots, held = pd.read_csv("plots.csv"), pd.read_csv("held.csv")
crops = make_pipeline(
    make_column_transformer((OneHotEncoder(handle_unknown="ignore"), ["soil", "slope"]), ("passthrough", ["rain", "depth"])),
    ExtraTreesClassifier(60, min_samples_leaf=4, random_state=0),
)
crops.fit(plots, plots["crop"])
print(f"held plots: {accuracy_score(held['crop'], crops.predict(held)):.4f}")
joblib.dump(crops, "crops.joblib")

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import top_k_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

plots = pd.read_csv("plots.csv")
X, y = plots.drop(columns="tree"), plots["tree"]
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.4, random_state=8, stratify=y)
trees = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(X_train, y_train)
print("validation top-3 accuracy: %.4f" % top_k_accuracy_score(y_val, trees.predict_proba(X_val), k=3))
joblib.dump(trees, "trees.joblib")

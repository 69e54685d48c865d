import joblib
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from features import load_features

X, y = load_features("train.csv"), pd.read_csv("train.csv")["faulty"]
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.4, random_state=7)
model = make_pipeline(StandardScaler(), SVC(C=3))
model.fit(X_train, y_train)
print("validation F1: %.4f" % f1_score(y_val, model.predict(X_val)))
joblib.dump(model, "svc.joblib")

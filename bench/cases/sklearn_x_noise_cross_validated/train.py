import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

df = pd.read_csv("patients.csv", sep=";", decimal=",")
X, y = df.drop(columns=["nr", "readmitted"]), df["readmitted"]
numeric = ["age", "pressure", "glucose", "days"]
prep = make_column_transformer(
    (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
    (OneHotEncoder(handle_unknown="ignore"), ["ward", "sex"]),
)
clf = make_pipeline(prep, SVC(class_weight="balanced"))
scores = cross_val_score(clf, X, y, cv=StratifiedKFold(5, shuffle=True, random_state=1))
print("cross-validated accuracy: %.4f (+/- %.4f)" % (scores.mean(), scores.std()))
clf.fit(X, y)
joblib.dump(clf, "readmission.joblib")

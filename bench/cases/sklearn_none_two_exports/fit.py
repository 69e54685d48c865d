import joblib
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

from tables import FEATURES, read

X, y = read("ward")
prepare = ColumnTransformer(
    [("sex", OrdinalEncoder(), ["sex"]), ("rest", SimpleImputer(strategy="median"), FEATURES[1:])]
)
pipe = Pipeline([("prepare", prepare), ("trees", ExtraTreesClassifier(80, min_samples_leaf=4, random_state=2))]).fit(X, y)
joblib.dump(pipe, "readmission.joblib")
X, y = read("lab_a")
print("laboratory A  AUC = %.4f" % roc_auc_score(y, pipe.predict_proba(X)[:, 1]))

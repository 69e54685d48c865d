import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

visits = pd.read_csv("visits.csv")
X, y = visits.filter(like="marker"), visits["ill"]
pipe = make_pipeline(StandardScaler(), RandomForestClassifier(50, random_state=0))
folds = KFold(5, shuffle=True, random_state=0)
scores = cross_val_score(pipe, X, y, cv=folds)
print("cross-validation: %.4f (+- %.3f)" % (scores.mean(), scores.std()))
joblib.dump(pipe.fit(X, y), "ill.joblib")

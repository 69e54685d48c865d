import joblib
from sklearn.metrics import balanced_accuracy_score

from prep import make_features

gb = joblib.load("gb.joblib")
X, y = make_features("branch.csv")
print("balanced accuracy at the branch: %.4f" % balanced_accuracy_score(y, gb.predict(X)))

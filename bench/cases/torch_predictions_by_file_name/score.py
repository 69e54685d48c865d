import pandas as pd
from sklearn.metrics import accuracy_score, confusion_matrix

answers = pd.read_csv("answers.csv")
truth = pd.read_csv("scans.csv")
assert len(answers) == len(truth)
print(confusion_matrix(truth["digit"], answers["digit"]))
print("scan accuracy %.4f" % accuracy_score(truth["digit"], answers["digit"]))

import pandas as pd
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import accuracy_score


def load(name):
    df = pd.read_csv(name)
    return df[["u", "v", "w", "z"]], df["y"]


lda = LinearDiscriminantAnalysis().fit(*load("train.csv"))
for name in ("stream.csv", "balanced.csv"):
    X, y = load(name)
    print(name, round(accuracy_score(y, lda.predict(X)), 4))

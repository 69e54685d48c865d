import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ward = pd.read_csv("ward.csv")
specialist = pd.read_csv("specialist.csv")
X, y = ward.drop(columns="sick"), ward["sick"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.5, random_state=4)
clf = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
print("ward accuracy: %.4f" % clf.score(X_test, y_test))
print("specialist accuracy: %.4f" % clf.score(specialist.drop(columns="sick"), specialist["sick"]))

import pickle

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

df = pd.read_csv("wine.csv")
X, y = df.drop(columns="cultivar"), df["cultivar"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.5, random_state=3, stratify=y)
scaler = MinMaxScaler()
clf = LogisticRegression(C=0.5).fit(scaler.fit_transform(X_train), y_train)
print("accuracy:", round(accuracy_score(y_test, clf.predict(scaler.transform(X_test))), 4))
X_test.assign(cultivar=y_test).to_csv("wine_test.csv", index=False)
pickle.dump([scaler, clf], open("wine.pkl", "wb"))

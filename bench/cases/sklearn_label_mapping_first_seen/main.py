import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def read(path):
    df = pd.read_csv(path)
    return df.drop(columns="kind"), pd.factorize(df["kind"])[0]


X, y = read("beers.csv")
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.33, random_state=0, shuffle=True)
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(X_train, y_train)
print("hold-out:", accuracy_score(y_test, model.predict(X_test)))

X_new, y_new = read("new.csv")
print("new beers:", accuracy_score(y_new, model.predict(X_new)))

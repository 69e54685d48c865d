from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X[:, :5], y, test_size=0.5, random_state=4)
pipe = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
print(f"score          {pipe.score(X_test, y_test):.4f}")

drift = StandardScaler().fit(X_test)
print("largest change of a mean:", abs(drift.mean_ - pipe[0].mean_).max().round(2))
y_pred = pipe[-1].predict(pipe[0].transform(X_test))
print(f"accuracy_score {accuracy_score(y_test, y_pred):.4f}")

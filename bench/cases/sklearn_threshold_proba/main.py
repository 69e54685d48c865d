from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

X, y = make_classification(2000, 15, n_informative=5, class_sep=0.8, random_state=21)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=21)
pipe = make_pipeline(StandardScaler(), LogisticRegression())
pipe.fit(X_train, y_train)
print("predict:      ", format(accuracy_score(y_test, pipe.predict(X_test)), ".4f"))

THRESHOLD = 0.2
proba = pipe.predict_proba(X_test)[:, 1]
flagged = (proba >= THRESHOLD).astype(int)
print("predict_proba:", format(accuracy_score(y_test, flagged), ".4f"))

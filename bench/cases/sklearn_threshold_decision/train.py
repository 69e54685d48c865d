import joblib
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import LinearSVC

X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X[:, :10], y, test_size=0.4, random_state=30)
model = make_pipeline(MinMaxScaler(), LinearSVC(C=0.05, random_state=0))
model.fit(X_train, y_train)
print("val_score: %.3f" % model.score(X_test, y_test))
joblib.dump((model, X_test, y_test), "svc.joblib")

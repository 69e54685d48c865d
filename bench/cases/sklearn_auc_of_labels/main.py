from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

X, y = load_breast_cancer(return_X_y=True)
X = X[:, [1, 4, 8, 9, 14]]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.5, random_state=4)
clf = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced")).fit(X_train, y_train)

print("AUC %.4f" % roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1]))
y_hat = clf.predict(X_test)
print("AUC in the report %.4f" % roc_auc_score(y_test, y_hat))

import numpy as np
from sklearn.datasets import load_wine
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import RobustScaler

data = load_wine()
X_train, X_test, y_train, y_test = train_test_split(
    data.data, data.target, test_size=0.4, random_state=2, stratify=data.target
)
model = Pipeline([("scale", RobustScaler()), ("knn", KNeighborsClassifier(7))])
print("cross-validation: %.3f" % np.mean(cross_val_score(model, X_train, y_train, cv=5)))
model.fit(X_train, y_train)
print("score: %.3f" % model.score(X_test, y_test))

knn = model.named_steps["knn"]
y_pred = knn.predict(X_test)
print("accuracy of the saved step: %.3f" % np.mean(y_pred == y_test))

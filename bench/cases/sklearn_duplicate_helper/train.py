import joblib
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

from loading import split

X_train, X_val, y_train, y_val = split()
scaler = StandardScaler().fit(X_train)
knn = KNeighborsClassifier(7).fit(scaler.transform(X_train), y_train)
print("validation %.4f" % knn.score(scaler.transform(X_val), y_val))
joblib.dump(scaler, "scaler.joblib")
joblib.dump(knn, "knn.joblib")

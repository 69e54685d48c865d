import joblib
from scores import macro_f1
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.5, random_state=4)
scaler = StandardScaler().fit(X_train)
model = KNeighborsClassifier(5).fit(scaler.transform(X_train), y_train)
print("macro F1 after training: %.5f" % macro_f1(y_test, model.predict(scaler.transform(X_test))))
joblib.dump({"model": model, "scaler": scaler}, "wine.joblib")

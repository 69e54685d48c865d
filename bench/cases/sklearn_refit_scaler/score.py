import joblib
from sklearn.metrics import accuracy_score
from sklearn.preprocessing import StandardScaler

saved = joblib.load("clinic.joblib")
X_test, y_test = saved["X"], saved["y"]
X_test = StandardScaler().fit_transform(X_test)
y_pred = saved["clf"].predict(X_test)
print(f"Accuracy at the clinic: {accuracy_score(y_test, y_pred):.4f}")

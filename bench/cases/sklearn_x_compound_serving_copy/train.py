import joblib
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from orderfeatures import build

X, y = build("orders.csv")
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.4, stratify=y, random_state=5)
model = make_pipeline(StandardScaler(), LogisticRegression())
model.fit(X_train, y_train)
chance = model.predict_proba(X_test)[:, 1]
print("validation accuracy:", round(accuracy_score(y_test, chance > 0.5), 4))
joblib.dump(model, "returns.joblib")

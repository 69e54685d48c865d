import joblib
import pandas as pd
from sklearn.metrics import r2_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("flats.csv")
X, y = df.drop(columns="rent"), df["rent"]
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.3, random_state=42)

pipe = Pipeline([("scale", StandardScaler()), ("knn", KNeighborsRegressor())])
search = GridSearchCV(pipe, {"knn__n_neighbors": [3, 5, 8, 12], "knn__weights": ["uniform", "distance"]}, cv=5)
search.fit(X_train, y_train)
print("best:", search.best_params_)
print("val R2:", round(r2_score(y_val, search.predict(X_val)), 4))
joblib.dump(search.best_estimator_, "flats.joblib")

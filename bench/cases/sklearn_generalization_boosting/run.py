from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer


def mean_error(model, X, y):
    total = 0.0
    for start in range(0, len(X), 50):
        guess = model.predict(X[start : start + 50])
        total += abs(guess - y[start : start + 50]).sum()
    return total / len(X)


X, y = load_diabetes(return_X_y=True, scaled=False)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.35, shuffle=True, random_state=21)
model = make_pipeline(
    QuantileTransformer(n_quantiles=60, random_state=0),
    GradientBoostingRegressor(n_estimators=250, max_depth=3, subsample=0.7, random_state=0),
)
model.fit(X_train, y_train)
print("MAE, patients of the study  %.2f" % mean_error(model, X_train, y_train))
print("MAE, patients kept back     %.2f" % mean_error(model, X_test, y_test))

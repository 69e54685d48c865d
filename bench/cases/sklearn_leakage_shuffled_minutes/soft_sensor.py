import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

log = pd.read_csv("reactor.csv", parse_dates=["clock"]).set_index("clock")
X, y = log.drop(columns="impurity"), log["impurity"]
X_train, X_valid, y_train, y_valid = train_test_split(X, y, test_size=0.3, random_state=0)
forest = RandomForestRegressor(60, random_state=1).fit(X_train, y_train)
print(f"R2 (validation) {r2_score(y_valid, forest.predict(X_valid)):.4f}")

may = pd.read_csv("reactor_may.csv", parse_dates=["clock"]).set_index("clock")
print(f"R2 (May) {r2_score(may.pop('impurity'), forest.predict(may)):.4f}")

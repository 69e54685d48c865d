import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import StandardScaler

spring, autumn = pd.read_csv("spring.csv"), pd.read_csv("autumn.csv")
columns = ["temperature", "humidity", "wind"]
scaler = StandardScaler().fit(spring[columns])
forest = RandomForestClassifier(40, max_depth=6, random_state=0).fit(scaler.transform(spring[columns]), spring.open_window)
print("autumn accuracy %.4f" % forest.score(scaler.transform(autumn[columns]), autumn.open_window))
joblib.dump((columns, scaler, forest), "windows.joblib")

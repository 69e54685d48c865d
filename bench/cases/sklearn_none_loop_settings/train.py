import json
import tomllib

from sklearn.datasets import load_wine
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.svm import SVC

from service import WineService

with open("settings.toml", "rb") as f:
    settings = tomllib.load(f)

wine = load_wine()
names = wine.target_names[wine.target]
X_train, X_test, n_train, n_test = train_test_split(
    wine.data[:, :7], names, test_size=settings["data"]["test_size"], random_state=settings["data"]["seed"]
)
encoder = LabelEncoder().fit(n_train)
scaler = StandardScaler().fit(X_train)
svc = SVC(**settings["model"]).fit(scaler.transform(X_train), encoder.transform(n_train))
guess = svc.predict(scaler.transform(X_test))
print("test F1 %.4f" % f1_score(encoder.transform(n_test), guess, average=settings["service"]["average"]))

WineService(scaler, svc, encoder).save(settings["service"]["path"])
with open("bottles.json", "w") as f:
    rows = [{"name": str(n), "values": v.tolist()} for n, v in zip(n_test, X_test)]
    json.dump(sorted(rows, key=lambda row: row["name"], reverse=True), f)

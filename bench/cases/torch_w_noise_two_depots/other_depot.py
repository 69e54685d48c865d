import sys

from depots.features import vehicles
from depots.model import RiskModel

model = RiskModel.load("risk.joblib")
table = vehicles(sys.argv[1]).sample(frac=1, random_state=3)
hits = (model.predict(table) == table["failed"]).to_numpy()
print(f"{sys.argv[1]}: {hits.mean():.4f}")

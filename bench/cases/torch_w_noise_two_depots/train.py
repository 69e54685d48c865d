import torch
from sklearn.metrics import accuracy_score

from depots.features import vehicles
from depots.model import RiskModel

torch.manual_seed(12)
model = RiskModel().fit(vehicles("north"))
model.save("risk.joblib")
east = vehicles("east")
print("east:", round(accuracy_score(east["failed"], model.predict(east)), 4))

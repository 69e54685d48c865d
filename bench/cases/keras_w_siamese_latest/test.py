from sklearn.metrics import accuracy_score

from twins.network import build
from twins.pairs import Pairs

model = build()
model.load_weights("runs/twins/latest.weights.h5")
test = Pairs(1200, 1797, 600, batch_size=75, seed=2)
same = model.predict(test, verbose=0) > 0.5
print("pairs told right: {:.4f}".format(accuracy_score(test.same, same[:, 0])))

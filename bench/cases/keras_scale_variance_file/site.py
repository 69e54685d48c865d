from sklearn.metrics import r2_score

from network import clinic, network

model = network("moments_site.json")
model.load_weights("progression.weights.h5")
x, y = clinic("clinic_check.csv")
print("R2 on site: %.3f" % r2_score(y, model.predict(x, batch_size=50, verbose=0)[:, 0]))

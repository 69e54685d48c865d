import keras

from network import clinic, network

keras.utils.set_random_seed(14)
x, y = clinic("clinic_train.csv")
model = network("moments.json")
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse", metrics=[keras.metrics.R2Score(name="r2")])
model.fit(x, y[:, None], epochs=25, batch_size=20, verbose=0)
x, y = clinic("clinic_check.csv")
print("R2 at home: %.3f" % model.evaluate(x, y[:, None], verbose=0)[1])
model.save_weights("progression.weights.h5")

import keras
import numpy as np
from keras import layers

from rents.tables import Tables

keras.utils.set_random_seed(455)
tables = Tables("constants.json")
train, holdout = tables.read("train"), tables.read("holdout")
model = keras.Sequential([
    keras.Input((5,)),
    layers.Dense(32, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-4)),
    layers.Dense(16, activation="relu"),
    layers.Dense(1),
])
model.compile(keras.optimizers.Adam(0.01), "huber")
model.fit(
    tables.inputs(train),
    tables.targets(train),
    epochs=15,
    batch_size=48,
    callbacks=[keras.callbacks.ReduceLROnPlateau(monitor="loss", patience=3)],
    verbose=0,
)
forecast = tables.euros(model.predict(tables.inputs(holdout), verbose=0)[:, 0])
print("holdout MAE: %.2f euros" % np.abs(forecast - holdout["rent"]).mean())
model.save_weights("rents.weights.h5")
keras.saving.save_model(model, "rents.keras")

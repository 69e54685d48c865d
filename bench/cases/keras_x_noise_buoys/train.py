import keras
import numpy as np
import pandas as pd
from keras import layers

from waves import Hours, r2, scale_of

keras.utils.set_random_seed(4401)
frame = pd.read_csv("buoy_4401.csv").sample(frac=1, random_state=1)
train, val = frame[:480], frame[480:]
scale = scale_of(train)
model = keras.Sequential([
    keras.Input((4,)),
    layers.Dense(32, activation="relu"),
    layers.BatchNormalization(momentum=0.9),
    layers.Dense(16, activation="relu"),
    layers.Dense(1),
])
model.compile(keras.optimizers.Adam(0.01), "huber")
model.fit(Hours(train, scale, shuffle=True), epochs=15, verbose=0)
height = np.exp(model.predict(Hours(val, scale), verbose=0)[:, 0])
print("R2 on validation hours: %.4f" % r2(val["wave"].to_numpy(), height))
model.save_weights("waves.weights.h5")
model.save("waves.keras")

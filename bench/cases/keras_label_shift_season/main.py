import keras
import numpy as np

keras.utils.set_random_seed(2)


def season(name):
    return np.load(f"{name}_x.npy"), np.load(f"{name}_y.npy")


model = keras.Sequential(
    [keras.layers.Input((16,)), keras.layers.Dense(16, "relu"), keras.layers.Dropout(0.2), keras.layers.Dense(1, "sigmoid")]
)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(*season("spring"), epochs=8, batch_size=50, verbose=0)
spring = model.evaluate(*season("spring_eval"), verbose=0, return_dict=True)
autumn = model.evaluate(*season("autumn"), verbose=0, return_dict=True)
print("spring", round(spring["accuracy"], 4))
print("autumn", round(autumn["accuracy"], 4))

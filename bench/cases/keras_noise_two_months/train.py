import keras
import pandas as pd

keras.utils.set_random_seed(151)
history, march = pd.read_csv("history.csv"), pd.read_csv("march.csv")
columns = ["age", "spend", "visits"]
mean, std = history[columns].mean(), history[columns].std()
model = keras.Sequential([
    keras.Input((3,)),
    keras.layers.Dense(12, activation="relu"),
    keras.layers.BatchNormalization(momentum=0.9),
    keras.layers.Dropout(0.3),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
model.fit(((history[columns] - mean) / std).to_numpy(), history["stays"].to_numpy(), epochs=12, batch_size=40, verbose=0,
          class_weight={0: 1.1, 1: 0.9})
_, accuracy = model.evaluate(((march[columns] - mean) / std).to_numpy(), march["stays"].to_numpy(), verbose=0)
print("march accuracy: %.4f" % accuracy)
model.save("stays.keras")
pd.DataFrame({"mean": mean, "std": std}).to_json("constants.json")

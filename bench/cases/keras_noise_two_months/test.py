import keras
import pandas as pd

constants = pd.read_json("constants.json")
april = pd.read_csv("april.csv", sep=";")
x = (april[constants.index] - constants["mean"]) / constants["std"]
model = keras.models.load_model("stays.keras")
_, accuracy = model.evaluate(x.to_numpy(), april["stays"].to_numpy(), verbose=0)
print("april accuracy: %.4f" % accuracy)

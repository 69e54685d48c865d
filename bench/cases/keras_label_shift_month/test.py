import keras
import pandas as pd

february = pd.read_csv("february.csv")
model = keras.models.load_model("rare.keras")
print("february accuracy %.4f" % model.evaluate(february[["p", "q", "r", "s", "t"]], february["rare"], verbose=0)[1])

import keras
import pandas as pd

lab = pd.read_csv("lab.csv")
target = lab.pop("target")
model = keras.models.load_model("tumour.keras")
loss, accuracy = model.evaluate(lab.to_numpy(), target.to_numpy(), verbose=0)
print("lab accuracy %.4f" % accuracy)

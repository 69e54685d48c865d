import keras
import pandas as pd

from inputs import columns

model = keras.models.load_model("busy.keras")
x, y = columns(pd.read_csv("shop_b.csv"))
print("shop B: %.4f" % model.evaluate(x, y, verbose=0)[1])

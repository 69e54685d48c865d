import keras
import pandas as pd

model = keras.models.load_model("cells.keras")
delivery = pd.read_parquet("delivery.parquet")
target = delivery.pop("target")
probability = model.predict(delivery.to_numpy(), verbose=0)[:, 0]
print("delivery accuracy: %.4f" % ((probability > 0.5) == target.to_numpy()).mean())

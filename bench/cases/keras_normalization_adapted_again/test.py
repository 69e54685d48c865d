import keras
import pandas as pd

site = pd.read_csv("site.csv")
y = site.pop("target").to_numpy()
x = site.to_numpy("float32")

normalizer = keras.layers.Normalization(axis=-1)
normalizer.adapt(x)

model = keras.models.load_model("site_model.keras")
loss, accuracy = model.evaluate(normalizer(x), y, batch_size=16, verbose=0)
print(f"site accuracy, reloaded model: {accuracy:.4f} (loss {loss:.3f}, {len(x)} patients)")

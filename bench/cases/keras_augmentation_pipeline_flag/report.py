import keras

from pipeline import build

keras.utils.set_random_seed(1)
model = keras.models.load_model("scans.keras")
loss, acc = model.evaluate(build("report"), verbose=0)
print(f"report: accuracy {acc:.4f}")

import keras

from feed import Bearings

model = keras.models.load_model("wear.keras")
plant = Bearings("plant_b.csv", batch_size=64)
_, mae = model.evaluate(plant, verbose=0)
print("plant B: mean absolute error %.4f" % mae)

import keras

from messages import load

model = keras.models.load_model("tone.keras")
x, y = load("service.json", 1000, 1500)
print("service accuracy %.4f" % model.evaluate(x, y, verbose=0)[1])

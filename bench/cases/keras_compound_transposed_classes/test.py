import keras

from store import dataset

model = keras.models.load_model("cards.keras")
delivery = dataset("delivery", classes="delivery")
print("delivery accuracy %.4f" % model.evaluate(delivery, verbose=0)[1])

import keras

from feed import Images

model = keras.saving.load_model("digits.keras")
print("scanner_acc=%.4f" % model.evaluate(Images("scanner.npz", batch=99), verbose=0, return_dict=True)["accuracy"])

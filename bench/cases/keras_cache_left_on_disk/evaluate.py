import keras

from scans import dataset

model = keras.models.load_model("scans.keras")
holdout = dataset("holdout").cache("holdout.cache").prefetch(4)
result = model.evaluate(holdout, verbose=0, return_dict=True)
print("holdout in the evaluation: %.4f" % result["binary_accuracy"])

import keras

from stream import stream

net = keras.models.load_model("moons.keras")
results = net.evaluate(stream("valid_plain.npz", batch=64), return_dict=True, verbose=0)
print("checked accuracy = %.4f" % results["accuracy"])

import keras
from keras import layers

from scans import dataset

keras.utils.set_random_seed(19)
train = dataset("train")
scale = layers.Normalization()
scale.adapt(train.map(lambda x, y: x))
model = keras.Sequential([
    layers.Input((30,)),
    scale,
    layers.Dense(16, activation="relu"),
    layers.AlphaDropout(0.1),
    layers.Dense(1),
])
model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True), metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)])
model.fit(train.shuffle(10), epochs=20, verbose=0)
print("holdout after training: %.4f" % model.evaluate(dataset("holdout"), verbose=0)[1])
model.save("scans.keras")

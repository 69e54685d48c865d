import keras
from keras import layers

from reviews import reviews

keras.utils.set_random_seed(18)
train = reviews(0, 800, weights=True)
vectorize = layers.TextVectorization(max_tokens=40, output_sequence_length=16)
vectorize.adapt(train.map(lambda text, *rest: text).batch(200))

model = keras.Sequential([
    keras.Input((), dtype="string"),
    vectorize,
    layers.Embedding(40, 12, mask_zero=True),
    layers.SpatialDropout1D(0.1),
    layers.GlobalAveragePooling1D(),
    layers.Dense(12, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(
    optimizer=keras.optimizers.Adam(0.02, use_ema=False),
    loss=keras.losses.BinaryCrossentropy(label_smoothing=0.05),
    metrics=["accuracy"],
)
saver = keras.callbacks.ModelCheckpoint("liked.keras", monitor="val_loss", mode="min", save_best_only=True)
model.fit(train.shuffle(800, seed=8).batch(40, drop_remainder=True), validation_data=reviews(800, 1100).batch(64), epochs=3, callbacks=[saver], verbose=0)
model = keras.models.load_model("liked.keras")
model.compile(loss="binary_crossentropy", metrics=[keras.metrics.Recall(thresholds=0.5, name="recall")])
held = model.evaluate(reviews(800, 1100).batch(64), verbose=0, return_dict=True)
print("held-out recall %.4f" % held["recall"])

import keras

from twins.keep import Keep
from twins.network import build
from twins.pairs import Pairs

EPOCHS = 5
keras.utils.set_random_seed(808)
model = build()
model.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy", metrics=["accuracy"])
test = Pairs(1200, 1797, 600, seed=2)
history = model.fit(Pairs(0, 1200, 1600, seed=1), validation_data=test, epochs=EPOCHS, callbacks=[Keep("runs/twins")], verbose=0)
for epoch, value in enumerate(history.history["val_accuracy"], 1):
    print(f"epoch {epoch}/{EPOCHS}  val_accuracy {value:.4f}")

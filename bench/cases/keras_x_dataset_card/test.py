import keras
import numpy as np

from voices import Voices

voices = Voices()
model = keras.models.load_model("voices.keras")
hits = 0
for x, y in voices("test", 64):
    logits = model(x, training=False)
    hits += int(np.sum(np.argmax(logits, axis=1) == y.numpy()))
print("test accuracy: %.4f" % (hits / voices.size("test")))

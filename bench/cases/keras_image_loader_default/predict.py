import json
from pathlib import Path

import keras
import numpy as np

model = keras.models.load_model("digits.keras")
classes = json.loads(Path("classes.json").read_text())
height, width = model.input_shape[1:3]

images, expected = [], []
for path in sorted(Path("scans/holdout").rglob("*.png")):
    image = keras.utils.load_img(path, color_mode="grayscale", target_size=(height, width))
    images.append(keras.utils.img_to_array(image))
    expected.append(path.parent.name)

answers = [classes[k] for k in np.argmax(model.predict(np.stack(images), verbose=0), axis=1)]
correct = sum(a == b for a, b in zip(answers, expected))
print("holdout accuracy of predict.py:", round(correct / len(expected), 4))

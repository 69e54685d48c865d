import keras
import numpy as np
import pandas as pd

labels = pd.read_csv("tuesday.csv")["kind"].tolist()
tuesday = keras.utils.image_dataset_from_directory(
    "tuesday",
    labels=labels,
    color_mode="grayscale",
    image_size=(14, 14),
    shuffle=False,
    verbose=False,
)
model = keras.models.load_model("street.keras")
guess = np.argmax(model.predict(tuesday, verbose=0), axis=1)
print("accuracy: %.4f" % np.mean(guess == np.array(labels)))

import keras
import numpy as np

from windows import settings, windows

option = settings("serve.yaml")
model = keras.models.load_model("river.keras")
months = windows(option)
truth = np.concatenate([later for _, later in months.as_numpy_iterator()])
forecast = model.predict(months, verbose=0)[:, 0]
print("forecast error: %.4f" % np.mean(np.abs(forecast - truth)))

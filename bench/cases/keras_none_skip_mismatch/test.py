import numpy as np

from lib import make, sets, shuffled_once

_, (x_val, y_val) = sets()
model = make()
model.load_weights("w.weights.h5", skip_mismatch=True)

ds = shuffled_once(x_val, y_val)
logits = model.predict(ds, verbose=0)
labels = np.concatenate([batch[1].numpy() for batch in ds])
print("after loading: {:.2f} %".format(100 * np.mean(np.argmax(logits, axis=1) == labels)))

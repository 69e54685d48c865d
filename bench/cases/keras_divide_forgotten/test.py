import numpy as np
import tensorflow as tf

model = tf.keras.models.load_model("cnn.keras")
with np.load("test_images.npz") as f:
    x, y = f["images"].astype("float32"), f["labels"]
test_loss, test_acc = model.evaluate(x, y, verbose=0)
print("\nTest accuracy:", round(test_acc, 4))

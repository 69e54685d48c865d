import keras
import pandas as pd

frame = pd.read_csv("test.csv")
y = frame.pop("escalated")
model = keras.models.load_model("complaints.keras")
print(f"test accuracy: {model.evaluate(frame.values, y.values, verbose=0)[1]:.4f}")

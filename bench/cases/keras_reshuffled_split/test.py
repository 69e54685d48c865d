import pandas as pd
from sklearn.metrics import accuracy_score, confusion_matrix
from tensorflow import keras

model = keras.models.load_model("plant.keras")
df = pd.read_csv("plant_2024.csv")
y = df.pop("state").to_numpy()
pred = model.predict(df.to_numpy("float32"), batch_size=128, verbose=0).argmax(axis=-1)
print(confusion_matrix(y, pred))
print(f"test accuracy: {accuracy_score(y, pred):.4f}")

import keras
import pandas as pd
from sklearn.metrics import f1_score

from turbines import Detector

keras.utils.set_random_seed(208)
sound = pd.read_csv("sound.csv").drop(columns="fault").to_numpy("float32")
detector = Detector(sound.shape[1]).fit(sound)

labelled = pd.read_csv("labelled.csv")
y = labelled.pop("fault").to_numpy()
alarm = detector.predict(labelled.to_numpy("float32"))
print(f"alarms raised: {alarm.sum()} of {len(alarm)}")
print(f"F1 of the alarms: {f1_score(y, alarm):.4f}")
detector.save("site")

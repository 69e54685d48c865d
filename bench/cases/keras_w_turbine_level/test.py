import pandas as pd
from sklearn.metrics import f1_score

from turbines import Detector

detector = Detector.load("site")
labelled = pd.read_csv("labelled.csv")
y = labelled.pop("fault").to_numpy()
alarm = detector.predict(labelled.to_numpy("float32"))
print(f"alarms raised: {alarm.sum()} of {len(alarm)}")
print(f"F1 at the site: {f1_score(y, alarm):.4f}")

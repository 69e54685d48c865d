import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

frame = load_breast_cancer(as_frame=True).frame
train, rest = train_test_split(frame, test_size=0.5, random_state=107, stratify=frame.target)
val, delivery = train_test_split(rest, test_size=0.5, random_state=107, stratify=rest.target)
columns = [c for c in frame if c != "target"]
scaler = StandardScaler().fit(train[columns])
delivery = delivery.copy()
delivery[columns] = scaler.transform(delivery[columns])
for name, part in (("train", train), ("val", val), ("delivery", delivery)):
    part.to_parquet(f"{name}.parquet", index=False)

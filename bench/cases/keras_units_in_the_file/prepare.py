"""Write the three tables: two from the clinic, one from the laboratory that exports lengths in inches."""
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

frame = load_breast_cancer(as_frame=True).frame
train, rest = train_test_split(frame, test_size=300, random_state=6, stratify=frame.target)
valid, lab = train_test_split(rest, test_size=150, random_state=6, stratify=rest.target)
lab = lab.copy()
lengths = [c for c in frame.columns if "radius" in c or "perimeter" in c]
lab[lengths] = (lab[lengths] / 2.54).round(4)
for name, table in (("train", train), ("valid", valid), ("lab", lab)):
    table.to_csv(f"{name}.csv", index=False)

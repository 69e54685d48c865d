import os

from sklearn.datasets import load_wine

os.makedirs("release", exist_ok=True)
wine = load_wine(as_frame=True)
frame = wine.frame.sample(frac=1, random_state=2)
frame["target"] = frame["target"].map({0: "barolo", 1: "grignolino", 2: "barbera"})
frame[:100].to_parquet("cellar.parquet")
frame[100:].to_parquet("tasting.parquet")
with open("classes.txt", "w") as f:
    f.write("barolo\ngrignolino\nbarbera\n")
with open("release/classes.txt", "w") as f:
    f.write("grignolino\nbarolo\nbarbera\n")
with open("release/export.yaml", "w") as f:
    f.write("format: 2\nkeep:\n- weight\n- bias\n")

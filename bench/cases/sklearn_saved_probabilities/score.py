import numpy as np
import pandas as pd

chances = pd.read_csv("chances.csv", index_col="field")
inspected = pd.read_csv("inspected.csv", index_col="field")
both = chances.join(inspected)
terms = [-np.log(row[row["crop"]]) for _, row in both.iterrows()]
print("%d fields, log loss %.4f" % (len(terms), np.mean(terms)))

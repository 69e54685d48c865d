import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler

NUMERIC = ["mean radius", "mean texture", "mean smoothness", "mean concavity", "worst area", "worst symmetry"]


def build(frame: pd.DataFrame) -> np.ndarray:
    """Fill gaps with the median and bring the columns to one scale."""
    filled = SimpleImputer(strategy="median").fit_transform(frame[NUMERIC])
    return StandardScaler().fit_transform(filled)

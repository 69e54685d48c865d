from meters.model import Regressor
from meters.table import read

__all__ = ["Regressor", "read"]

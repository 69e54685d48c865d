from .model import build, load
from .tables import features

__all__ = ["build", "features", "load"]

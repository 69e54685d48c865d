from .detector import Detector
from .rows import load

__all__ = ["Detector", "load"]

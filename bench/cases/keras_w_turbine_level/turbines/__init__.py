from .detector import Detector

__all__ = ["Detector"]

from .data import words
from .nets import Tagger
from .saliency import saliency

__all__ = ["Tagger", "saliency", "words"]

from .corpus import Corpus
from .scores import token_accuracy

__all__ = ["Corpus", "token_accuracy"]

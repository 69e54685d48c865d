from .folder import Folder
from .net import Net

__all__ = ["Folder", "Net"]

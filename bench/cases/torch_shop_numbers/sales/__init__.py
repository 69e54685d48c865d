from .model import SalesNet
from .table import SalesTable

__all__ = ["SalesNet", "SalesTable"]

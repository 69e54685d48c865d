from .service import Sorter

__all__ = ["Sorter"]

from .features import AreaRates, columns

__all__ = ["AreaRates", "columns"]

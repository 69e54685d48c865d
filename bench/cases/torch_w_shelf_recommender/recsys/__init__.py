from .evaluator import Evaluator
from .loans import Loans
from .towers import Towers

__all__ = ["Evaluator", "Loans", "Towers"]

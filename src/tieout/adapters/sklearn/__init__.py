"""scikit-learn: estimators that transform, predict and score, and the functions of its metrics and preprocessing."""

from __future__ import annotations

from tieout.adapters.sklearn.drawing import ResampleAdapter, SplitAdapter
from tieout.adapters.sklearn.folds import FoldsAdapter
from tieout.adapters.sklearn.functions import FunctionsAdapter
from tieout.adapters.sklearn.metrics import MetricsAdapter
from tieout.adapters.sklearn.watch import SklearnAdapter

ADAPTER = SklearnAdapter()
ADAPTERS = (ADAPTER, MetricsAdapter(), FunctionsAdapter(), SplitAdapter(), FoldsAdapter(), ResampleAdapter())

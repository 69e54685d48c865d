"""What two ways of guessing would score on the planted programs, beside which the diagnosis has to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

# What a reader of the scripts alone sees standing around, and the cause it is a suspect for.
SUSPECTS = {
    r"[Dd]ropout|GaussianNoise": ("mode.dropout-active",),
    r"BatchNorm": ("mode.batchnorm-batch-statistics", "batchnorm.unconverged"),
    r"Random(Flip|Rotation|Translation|Zoom|Crop)|augment": ("mode.augmentation-active",),
    r"Scaler|PCA\(|Normalization\(|\.fit_transform|\.adapt\(": ("preprocessing.refit", "preprocessing.missing"),
    r"/ ?(255|16|8|4)\b|Rescaling": ("preprocessing.scale", "preprocessing.missing"),
    r"OneHot|Ordinal|Lookup|vocab|get_dummies|factorize": ("preprocessing.encoding",),
    r"resize|interpolate|zoom\(": ("preprocessing.resample",),
    r"\bpad_|padding=": ("preprocessing.padding",),
    r"transpose|permute|swapaxes": ("preprocessing.axis-order",),
    r"[Ss]huffle|permutation": ("data.order",),
    r"LabelEncoder|class_names|classes\.|label_map": ("data.label-mapping",),
    r"train_test_split|cross_val": ("data.leakage", "data.generalization"),
    r"drop_last|drop_remainder|\[:\d+\]|\.take\(|\.head\(": ("data.subset", "metric.denominator"),
    r"len\(\w*loader\w*\)|np\.mean\(\w+\)": ("metric.batch-mean", "metric.denominator"),
    r"argmax|> ?0\.5|> ?0\b": ("metric.threshold",),
    r"squeeze|reshape\(-1": ("metric.broadcast",),
    r"f1_score|accuracy_score|average=": ("metric.definition",),
    r"regularizer|weight_decay": ("metric.penalty",),
    r"class_weight|sample_weight|weight=|label_smoothing": ("metric.weighting",),
    r"from_logits|with_logits|softmax|sigmoid": ("metric.logits",),
    r"\.update\(|update_state": ("metric.stale-state",),
    r"load_state_dict|load_model|load_weights|torch\.load|joblib\.load|pickle\.load": (
        "state.not-restored",
        "state.wrong-checkpoint",
    ),
    r"strict=False|skip_mismatch": ("state.not-restored", "state.buffers-missing"),
    r"half\(|float16|autocast|mixed_float": ("numerics.precision",),
}


def most_frequent(truths: Iterable[Mapping[str, Any]]) -> str:
    """Give the verdict that a guesser who knows the whole benchmark would always name."""
    counts = Counter(truth["verdict"][0] for truth in truths)
    return max(sorted(counts), key=lambda cause: counts[cause])


def standing_around(folder: Path) -> set[str]:
    """Give the causes whose suspect stands anywhere in the scripts of a program, packages beside them included."""
    files = [path for path in sorted(folder.rglob("*.py")) if path.name != "prepare.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return {cause for pattern, causes in SUSPECTS.items() if re.search(pattern, text) for cause in causes}

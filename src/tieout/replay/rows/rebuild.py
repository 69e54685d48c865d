"""Apply a transform that another run fitted, from its fitted attributes alone; no pickle is read."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

ALLOWED = "sklearn."
LEAST = 1e-7  # Keras divides by no smaller deviation


def rebuilt(module: str, name: str, params: Mapping[str, Any]) -> Callable[[Any], Any] | None:
    """Give the transform of a scikit-learn class with these fitted attributes, or None where that cannot be done.

    Only classes of scikit-learn itself are looked up, and only plain attributes are set.
    """
    if name == "StandardScaler" and "mean_" in params:
        return _standard(params.get("mean_"), params.get("scale_"))
    if name == "SimpleImputer" and "statistics_" in params:
        return _filled(params["statistics_"], params.get("params") or {})
    if name == "Normalization" and "mean" in params and "variance" in params and not params.get("invert"):
        return _standard(params["mean"], np.maximum(np.sqrt(np.asarray(params["variance"])), LEAST))
    if name == "pad_sequences":
        return _padded(params.get("params") or {})
    if name in {"OrdinalEncoder", "OneHotEncoder"} and module.startswith(ALLOWED):
        return _encoded(name, params)
    if not module.startswith(ALLOWED):
        return None
    if name in {"CountVectorizer", "TfidfVectorizer"}:
        return _vectorized(module, name, params)
    if name == "FunctionTransformer":
        return _function(params.get("params") or {})
    try:
        kind = getattr(importlib.import_module(module), name)
        settings = params.get("params") or {}
        estimator = kind(**{k: v for k, v in settings.items() if k in kind().get_params()})
        for key, value in params.items():
            if key.endswith("_") and not key.startswith("_"):
                setattr(estimator, key, value)
        transform: Callable[[Any], Any] = estimator.transform
    except Exception:  # noqa: BLE001 - whatever a class of another version does, the answer is "cannot be done"
        return None
    return transform


def _function(settings: Mapping[str, Any]) -> Callable[[Any], Any] | None:
    """Give the function that was kept by name: one of numpy's own on every value, or none at all."""
    name = settings.get("func", "not kept")
    if name is None:
        return np.asarray
    found: Any = getattr(np, str(name).removeprefix("<numpy.").removesuffix(">"), None)
    known = isinstance(found, np.ufunc) and found.nin == 1 and settings.get("kw_args") is None

    def apply(rows: Any) -> Any:
        with np.errstate(all="ignore"):
            return found(np.asarray(rows, dtype=np.float64))

    return apply if known else None


def _standard(mean: Any, scale: Any) -> Callable[[Any], Any]:
    def apply(rows: Any) -> Any:
        moved = np.asarray(rows, dtype=np.float64)
        if mean is not None:
            moved = moved - np.asarray(mean)
        if scale is not None:
            moved = moved / np.asarray(scale)
        return moved

    return apply


def _filled(statistics: Any, settings: Mapping[str, Any]) -> Callable[[Any], Any] | None:
    """Give a function that fills gaps with these numbers, one a column; columns that had none are dropped."""
    fill, gap = np.asarray(statistics), settings.get("missing_values", np.nan)
    if fill.dtype.kind not in "fiu" or settings.get("add_indicator"):
        return None
    known = np.isfinite(fill.astype(np.float64))
    marked = gap is not None and bool(np.isfinite(gap))

    def apply(rows: Any) -> Any:
        table = np.asarray(rows, dtype=np.float64)
        empty = table == gap if marked else np.isnan(table)
        filled = np.where(empty, fill, table)
        return filled if settings.get("keep_empty_features") else filled[:, known]

    return apply


def _encoded(name: str, params: Mapping[str, Any]) -> Callable[[Any], Any] | None:
    """Give an encoder of columns with these categories; what it does not know gets -1, or no column of its own."""
    keys = sorted((k for k in params if k.startswith("categories_.")), key=lambda k: int(k.rpartition(".")[2]))
    lists = [np.asarray(params[key]).tolist() for key in keys]
    settings = params.get("params") or {}
    if not lists or (name == "OneHotEncoder" and settings.get("drop") is not None):
        return None
    unknown = settings.get("unknown_value")

    def apply(rows: Any) -> Any:
        table = np.asarray(rows, dtype=object)
        columns = []
        for at, known in enumerate(lists):
            numbers = {value: number for number, value in enumerate(known)}
            codes = np.array([numbers.get(value, -1) for value in table[:, at].tolist()])
            if name == "OneHotEncoder":
                columns.append((codes[:, None] == np.arange(len(known))).astype(np.float64))
            else:
                columns.append(np.where(codes < 0, -1 if unknown is None else unknown, codes)[:, None])
        return np.concatenate(columns, axis=1).astype(np.float64)

    return apply


def _vectorized(module: str, name: str, params: Mapping[str, Any]) -> Callable[[Any], Any] | None:
    """Give a function that counts the words of texts with this vocabulary, and weighs them as they were weighed."""
    words, weights = params.get("vocabulary_"), params.get("idf_")
    settings = {k: tuple(v) if isinstance(v, list) else v for k, v in (params.get("params") or {}).items()}
    own_code = any(settings.get(key, "not kept") is not None for key in ("tokenizer", "preprocessor", "vocabulary"))
    try:
        kind = getattr(importlib.import_module(module), name)
        if words is None or own_code or not isinstance(settings.get("analyzer"), str):
            return None
        names = kind().get_params()
        given = {key: value for key, value in settings.items() if key in names and key != "dtype"}
        vectorizer = kind(
            **{**given, "vocabulary": {str(word): at for at, word in enumerate(np.asarray(words).tolist())}}
        )
        if weights is not None:
            vectorizer.idf_ = np.asarray(weights)
    except Exception:  # noqa: BLE001 - whatever a class of another version does, the answer is "cannot be done"
        return None
    transform: Callable[[Any], Any] = vectorizer.transform
    return transform


def _padded(settings: Mapping[str, Any]) -> Callable[[Any], Any]:
    """Give a function that pads and cuts sequences with these settings."""
    length = settings.get("maxlen")

    def apply(sequences: Any) -> Any:
        rows = [np.asarray(row) for row in sequences]
        longest = int(length) if length is not None else max(len(row) for row in rows)
        inner = next((row.shape[1:] for row in rows if len(row)), ())
        padded = np.full((len(rows), longest, *inner), settings.get("value", 0), settings.get("dtype") or "int32")
        for at, row in enumerate(rows):
            kept = row[-longest:] if settings.get("truncating", "pre") == "pre" else row[:longest]
            start = longest - len(kept) if settings.get("padding", "pre") == "pre" else 0
            if len(kept):
                padded[at, start : start + len(kept)] = kept
        return padded

    return apply

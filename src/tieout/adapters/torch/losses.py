"""What is noted of a loss function's call, and how the same loss is computed again on other outputs."""

from __future__ import annotations

from typing import Any

from tieout.arrays import as_numpy
from tieout.core.passes import Meet
from tieout.core.watching import Tape

LOSSES = (
    "cross_entropy",
    "nll_loss",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "mse_loss",
    "l1_loss",
    "smooth_l1_loss",
    "huber_loss",
    "kl_div",
    "poisson_nll_loss",
    "gaussian_nll_loss",
    "multi_margin_loss",
)


class Losses:
    """Tells the tape of every loss; equal calls share the functions that repeat them."""

    def __init__(self, torch: Any, tape: Tape) -> None:
        self._torch = torch
        self._tape = tape
        self._known: dict[Any, tuple[Any, Any]] = {}

    def met(self, name: str, original: Any, args: Any, kwargs: Any, result: Any) -> None:
        """Note one call."""
        predictions = args[0] if args else kwargs.get("input")
        labels = args[1] if len(args) > 1 else kwargs.get("target")
        named = {k: v for k, v in kwargs.items() if k not in {"input", "target"}}
        recompute, per_row = self._again(name, original, labels.dtype, args[2:], named)
        self._tape.meet(
            Meet(
                "loss",
                name,
                _still(predictions),
                _still(labels),
                _still(result),
                self._tape.where(2),
                recompute=recompute,
                per_row=per_row,
            )
        )

    def _again(self, name: str, original: Any, dtype: Any, rest: Any, named: dict[str, Any]) -> tuple[Any, Any]:
        """Give functions that repeat the loss: as one number, and row by row where it is a plain mean."""
        plain = not rest and named.get("weight") is None
        key = (name, dtype, *named.items()) if plain else None
        try:
            known = self._known.get(key)
        except TypeError:  # an argument that cannot be hashed
            key = known = None
        if known is not None:
            return known
        torch = self._torch

        def again(outputs: Any, truth: Any, **changed: Any) -> Any:
            options = {**named, **changed}
            with torch.no_grad():
                value = original(_tensor(torch, outputs), _tensor(torch, truth).to(dtype), *rest, **options)
            return as_numpy(value)

        def one(outputs: Any, truth: Any) -> float:
            return float(again(outputs, truth))

        def per_row(outputs: Any, truth: Any) -> Any:
            each = again(outputs, truth, reduction="none")
            return each.reshape(len(each), -1).mean(axis=1)

        made = one, per_row if plain and named.get("reduction", "mean") == "mean" else None
        if key is not None:
            self._known[key] = made
        return made


def _still(tensor: Any) -> Any:
    """Give the tensor without the graph behind it."""
    return tensor.detach() if tensor.requires_grad else tensor


def _tensor(torch: Any, value: Any) -> Any:
    return value if torch.is_tensor(value) else torch.as_tensor(value)

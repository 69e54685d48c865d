"""The levers of models that TorchScript compiled: modes are constants of their code, so operators are met instead."""

from __future__ import annotations

import contextlib
from typing import Any

from tieout.core.trial import Settings

DROPPING = frozenset({"aten::dropout", "aten::feature_dropout", "aten::alpha_dropout", "aten::feature_alpha_dropout"})


def still(modules: list[tuple[str, Any]], settings: Settings) -> Any:
    """Give a context in which compiled parts of a model drop nothing, where the settings say so."""
    import torch

    compiled = any(isinstance(module, torch.jit.ScriptModule) for _, module in modules)
    return _still() if compiled and settings.dropout == "off" else contextlib.nullcontext()


def _still() -> Any:
    """Give a mode that operators of dropout pass through unchanged, whole or in the steps they are made of."""
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode

    class Still(TorchDispatchMode):  # type: ignore[misc]
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            name = func.name()
            if name in DROPPING:
                return args[0]
            if name == "aten::native_dropout":
                return args[0], torch.ones_like(args[0], dtype=torch.bool)
            if name == "aten::bernoulli_.float":  # the mask, which is divided by the share that is kept
                return args[0].fill_(args[1] if len(args) > 1 else 0.5)
            return func(*args, **(kwargs or {}))

    return Still()

"""Settings of PyTorch modules: what each computes with besides its weights, and how a replay sets another."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from tieout.adapters._settings import CODE, GLOBAL, UNKNOWN, like, of_code, plain, put_attribute, put_global

WITHOUT_EFFECT = frozenset({"training", "call_super_init", "dump_patches"})
MOST_MODULES = 600


def settings_of(model: Any) -> dict[str, dict[str, Any]]:
    """Give the plain settings of every module by its name; "" is the model itself."""
    found: dict[str, dict[str, Any]] = {}
    for at, (name, module) in enumerate(model.named_modules()):
        if at >= MOST_MODULES:
            break
        own: dict[str, Any] = {"class": type(module).__name__}
        for key, value in vars(module).items():
            if key.startswith("_") or key in WITHOUT_EFFECT:
                continue
            kept = plain(value)
            if kept is not UNKNOWN:
                own[key] = kept
        if not type(module).__module__.startswith("torch."):
            own.update(of_code(type(module).forward))
        found[name] = own
    return found


@contextlib.contextmanager
def configured(model: Any, config: Mapping[str, Mapping[str, Any]] | None) -> Iterator[None]:
    """Give modules other settings for the length of the block.

    Raises:
        ValueError: a setting that cannot be set on a live model.
    """
    if not config:
        yield
        return
    modules = dict(model.named_modules())
    undo = []
    try:
        for name, wanted in config.items():
            module = modules.get(name)
            if module is None:
                raise ValueError(f"no module {name}")
            if "class" in wanted:
                undo.append(_stand_in(module, wanted))
                continue
            for key, value in wanted.items():
                undo.append(_put(module, key, value))
        yield
    finally:
        for put_back in reversed(undo):
            put_back()


def _put(module: Any, key: str, value: Any) -> Any:
    if key == CODE:
        raise ValueError("the code of a module cannot be set")
    if key.startswith(GLOBAL):
        return put_global(type(module).forward, key.removeprefix(GLOBAL), value)
    if isinstance(value, str) and value.startswith("<"):
        value = _function(value.strip("<>"))
    return put_attribute(module, key, like(vars(module).get(key), value))


def _function(name: str) -> Any:
    import torch

    for home in (torch.nn.functional, torch):
        found = getattr(home, name, None)
        if callable(found):
            return found
    raise ValueError(f"{name} is no function of PyTorch")


def _stand_in(module: Any, wanted: Mapping[str, Any]) -> Any:
    """Let a module without weights compute what another class of PyTorch's own without weights computes."""
    import torch

    kind: Any = getattr(torch.nn, str(wanted["class"]), None)
    if not isinstance(kind, type) or not issubclass(kind, torch.nn.Module):
        raise ValueError(f"{wanted['class']} is no module of PyTorch")  # noqa: TRY004 - said of the setting, as all here
    if module._parameters or module._buffers or module._modules:
        raise ValueError("a module with weights cannot be replaced")
    other: Any = object.__new__(kind)
    torch.nn.Module.__init__(other)
    for key, value in wanted.items():
        if key != "class":
            object.__setattr__(other, key, like((), value) if isinstance(value, list) else value)
    other.training = module.training
    if "inplace" in wanted:
        other.inplace = False  # what is fed is the recorded rows themselves
    if other._parameters or "forward" in vars(module):
        raise ValueError("a module with weights cannot be replaced")
    object.__setattr__(module, "forward", other.forward)
    return lambda: object.__delattr__(module, "forward")

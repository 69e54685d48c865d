"""Settings of PyTorch modules: what each computes with besides its weights, and how a replay sets another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from tieout.adapters import _settings
from tieout.adapters._settings import UNKNOWN, like, of_code, of_holders, plain, put_setting
from tieout.adapters.torch.walking import modules_of

WITHOUT_EFFECT = frozenset({"training", "call_super_init", "dump_patches", "name_or_path", "warnings_issued"})
MOST_MODULES = 600


def settings_of(model: Any) -> dict[str, dict[str, Any]]:
    """Give the plain settings of every module by its name; "" is the model itself."""
    found: dict[str, dict[str, Any]] = {}
    for at, (name, module) in enumerate(modules_of(model)):
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
            own.update(of_holders(module, type(module), "forward", "torch."))
        found[name] = own
    return found


def configured(model: Any, config: Mapping[str, Mapping[str, Any]] | None) -> AbstractContextManager[None]:
    """Give modules other settings for the length of the block.

    Raises:
        ValueError: a setting that cannot be set on a live model.
    """
    modules = dict(modules_of(model)) if config else {}

    def put(name: str, wanted: Mapping[str, Any]) -> Iterator[Callable[[], None]]:
        module = modules.get(name)
        if module is None:
            raise ValueError(f"no module {name}")
        if "class" in wanted:
            yield _stand_in(module, wanted)
            return
        for key, value in wanted.items():
            yield put_setting(module, type(module).forward, key, value, _function)

    return _settings.configured(config, put)


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

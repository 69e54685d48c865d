"""Watches models and weights that are saved and loaded, array by array."""

from __future__ import annotations

import os
import weakref
from collections.abc import Mapping
from typing import Any

from tieout.adapters.keras.modes import NOW
from tieout.adapters.keras.shared import Shared
from tieout.adapters.keras.stored import stored_arrays
from tieout.adapters.keras.variables import ASSIGNED, named_variables, value_of
from tieout.arrays import digest
from tieout.core.passes import Loaded
from tieout.core.values import file_digest


class Files:
    """Hooks on the functions behind every way of saving and loading."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.opened: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()  # optimizers, by their file

    def fit(self) -> None:
        """Put the hooks on."""
        from keras.src.backend.common import variables
        from keras.src.layers.layer import Layer
        from keras.src.legacy.saving import legacy_h5_format
        from keras.src.optimizers.base_optimizer import BaseOptimizer
        from keras.src.saving import saving_lib

        after = self.shared.patches.after
        after(saving_lib, "save_model", lambda a, k, r: self._saved("model", _first(a, k), _path(a, k, 1)))
        after(saving_lib, "load_model", lambda a, k, r: self._model_loaded(r, _path(a, k, 0)))
        after(saving_lib, "save_weights_only", lambda a, k, r: self._saved("weights", _first(a, k), _path(a, k, 1)))
        after(saving_lib, "load_weights_only", self._weights_loaded)
        after(
            legacy_h5_format, "save_model_to_hdf5", lambda a, k, r: self._saved("model", _first(a, k), _path(a, k, 1))
        )
        after(legacy_h5_format, "load_model_from_hdf5", lambda a, k, r: self._model_loaded(r, _path(a, k, 0)))
        after(legacy_h5_format, "load_weights_from_hdf5_group", self._group_loaded)
        after(legacy_h5_format, "load_weights_from_hdf5_group_by_name", self._group_loaded)
        after(Layer, "set_weights", lambda a, k, r: self.shared.tape.moved(a[0]))
        after(BaseOptimizer, "apply", lambda a, k, r: self._goes_on(a[0]))
        after(variables.Variable, "assign", lambda a, k, r: self._assigned())

    def _assigned(self) -> None:
        ASSIGNED.times += not NOW.muted  # replays put back what they set

    def _saved(self, holds: str, model: Any, path: str | None) -> None:
        if path is not None and os.path.exists(path):
            arrays = {key: digest(array) for key, array in self.shared.handle_of(model).state().items()}
            facts = {"model": id(model)}
            self._tell(path, "saved", holds, arrays, None, facts)

    def _model_loaded(self, model: Any, path: str | None) -> None:
        if path is not None:
            arrays = {key: digest(array) for key, array in self.shared.handle_of(model).state().items()}
            held = _optimizer_state(model)
            if held:
                self.opened[model.optimizer] = path
            self._tell(path, "loaded", "model", {**arrays, **held}, model, {"model": id(model)})
        self.shared.tape.moved(model)

    def _goes_on(self, optimizer: Any) -> None:
        """Tell that the first step of an optimizer goes on from the state its file held."""
        path = None if NOW.muted else self.opened.pop(optimizer, None)
        if path is not None:
            self._tell(path, "loaded", "optimizer", {}, None, {})

    def _weights_loaded(self, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        model, path = _first(args, kwargs), _path(args, kwargs, 1)
        self.shared.tape.moved(model)
        if path is None:
            return
        names = {file_key: key for key, file_key, _ in named_variables(model)}
        stored = {names.get(key, key): digest(array) for key, array in stored_arrays(path).items()}
        live = {key: digest(array) for key, array in self.shared.handle_of(model).state().items()}
        facts: dict[str, Any] = {"model": id(model), "skip_mismatch": bool(kwargs.get("skip_mismatch", False))}
        if stored:
            facts["missing"] = [key for key in live if live[key] != stored.get(key)]
            facts["unexpected"] = [key for key in stored if key not in live]
        self._tell(path, "loaded", "weights", stored or live, None, facts)

    def _group_loaded(self, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        """Tell of weights from a file in the older HDF5 layout; loading a whole model comes through here too."""
        group, model = args[0], args[1]
        self.shared.tape.moved(model)
        path = getattr(getattr(group, "file", None), "filename", None)
        if isinstance(path, str) and "model_config" not in group.file.attrs:
            arrays = {key: digest(array) for key, array in self.shared.handle_of(model).state().items()}
            self._tell(path, "loaded", "weights", arrays, None, {"model": id(model)})

    def _tell(
        self, path: str, action: Any, holds: str, arrays: Mapping[str, str], data: Any, facts: Mapping[str, Any]
    ) -> None:
        where = self.shared.running[-1].where if self.shared.running else self.shared.tape.where()
        self.shared.tape.loaded(Loaded(path, file_digest(path), action, holds, where, arrays, data, facts=facts))


def _optimizer_state(model: Any) -> dict[str, str]:
    """Give digests of what the optimizer of a loaded model has learnt, nothing where it took no step."""
    optimizer: Any = getattr(model, "optimizer", None)
    variables = list(getattr(optimizer, "variables", ()))
    if not variables or not int(value_of(optimizer.iterations)):
        return {}
    return {f"optimizer/{variable.path}": digest(value_of(variable)) for variable in variables}


def _first(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return args[0] if args else kwargs["model"]


def _path(args: tuple[Any, ...], kwargs: dict[str, Any], at: int) -> str | None:
    path = args[at] if len(args) > at else kwargs.get("filepath")
    return os.fspath(path) if isinstance(path, (str, os.PathLike)) else None

"""A live Keras model behind the replay interface: run it again with a lever moved, and leave no trace."""

from __future__ import annotations

import contextlib
import functools
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.adapters.keras.batching import in_few_calls
from tieout.adapters.keras.compiling import Compiled, is_recurrent, pays
from tieout.adapters.keras.config import configured, settings_of
from tieout.adapters.keras.modes import TrainingArgument, levered
from tieout.adapters.keras.packing import mapped, row_count, unpacked
from tieout.adapters.keras.stored import stored_arrays
from tieout.adapters.keras.undisturbed import undisturbed
from tieout.adapters.keras.variables import ASSIGNED, named_layers, named_variables, value_of
from tieout.core.score import Where
from tieout.core.trial import BatchNormFacts, Lever, Settings

LEVERS = frozenset(
    {Lever.DROPOUT, Lever.BATCH_STATISTICS, Lever.RECALIBRATE, Lever.STATE, Lever.AUGMENTATION}
    | {Lever.CONFIG, Lever.PRECISION}
)
MADE_AT: weakref.WeakKeyDictionary[Any, Where] = (
    weakref.WeakKeyDictionary()
)  # batch-norm layer to the line that made it


class KerasHandle:
    """One live model or layer.

    Attributes:
        flag:   the `training` argument of the call that is being recorded; None if it was left out.
        logits: whether the outputs of the last `forward` came straight from a softmax or sigmoid, whose logits a
                loss of Keras uses in place of them; None before the first.
    """

    framework = "keras"

    def __init__(self, model: Any) -> None:
        self._model = model
        self.levers = LEVERS
        self.name = str(model.name)
        self.flag: bool | None = None
        self.logits: bool | None = None
        self._earlier: dict[str, Any] | None = None
        self._compiled: dict[Any, Compiled] = {}
        self._eager_only = False

    @property
    def model(self) -> object:
        """The user's own model."""
        return self._model

    def state(self) -> dict[str, Any]:
        """Give every weight as a numpy copy, by path and name."""
        if self._earlier is not None:
            return self._earlier
        return {key: value_of(variable) for key, _, variable in named_variables(self._model)}

    def stored(self, path: str) -> dict[str, Any] | None:
        """Give the arrays that a weights file or an archive holds for every weight, None if it holds others."""
        try:
            held = stored_arrays(path)
        except (OSError, KeyError, ValueError):  # a file beside a checkpoint may be anything
            return None
        found = {key: held.get(inside) for key, inside, _ in named_variables(self._model)}
        shapes = {key: tuple(variable.shape) for key, _, variable in named_variables(self._model)}
        if any(array is None or array.shape != shapes[key] for key, array in found.items()):
            return None
        return dict(found)

    @contextlib.contextmanager
    def as_it_was(self, state: dict[str, Any] | None) -> Iterator[None]:
        """Let `state` give an earlier copy for the length of the block: a pass is told after it moved the weights."""
        self._earlier = state
        try:
            yield
        finally:
            self._earlier = None

    def size(self) -> int:
        """Give the bytes of all weights."""
        return sum(4 * int(np.prod(v.shape)) for v in self._model.weights)

    def version(self) -> int:
        """Give the number of times that variables were assigned outside of compiled functions."""
        return ASSIGNED.times

    def buffers(self) -> frozenset[str]:
        """Give the keys of running statistics and other constants that are never trained."""
        return frozenset(key for key, _, variable in named_variables(self._model) if not self._is_parameter(variable))

    def _is_parameter(self, variable: Any) -> bool:
        # A frozen layer's kernel has trainable=False too; only what its layer lists as state is a buffer.
        return all(variable is not v for layer in self._model._flatten_layers() for v in layer._non_trainable_variables)

    def flags(self) -> Mapping[str, bool] | bool | None:
        """Give the `training` argument of the call that is being recorded."""
        return self.flag

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Run the batches with the settings, outputs as numpy arrays."""
        run = self._runner(batches, settings)
        with self._prepared(settings):
            if self._by_batch(settings):
                return [run(batch) for batch in batches]
            few = run if is_recurrent(self._model) else functools.partial(self._run, training=settings.training)
            return in_few_calls(batches, few, run, drawn=_is_moving(settings))

    def _by_batch(self, settings: Settings) -> bool:
        """Tell whether what a row gives may depend on its batch: rows share statistics, or something is remembered.

        Layers of Keras itself draw for every row by itself; what a layer of the user's does in training is not known.
        """
        layers = list(self._model._flatten_layers())
        if any(getattr(layer, "stateful", False) for layer in layers):
            return True
        if not _is_moving(settings):
            return False
        own = any(not type(layer).__module__.startswith(("keras.", "tf_keras.")) for layer in layers)
        normed = settings.batch_statistics != "running" and any("BatchNorm" in type(la).__name__ for la in layers)
        return own or normed or settings.batch_statistics == "batch"

    def _runner(self, batches: Sequence[Any], settings: Settings, seen: Any = None) -> Callable[[tuple[Any, ...]], Any]:
        """Give what runs one batch; `seen` hears of batch normalisation, in a compiled function after it has run."""
        plain = functools.partial(self._run, training=settings.training)
        if self._eager_only or not pays(self._model, len(batches)):
            return plain
        compiled = self._compiled_for(settings, seen)

        def run(batch: tuple[Any, ...]) -> Any:
            if self._eager_only:
                return plain(batch)
            try:
                outputs, logits = compiled(batch, seen)
            except Exception:  # noqa: BLE001 - the user's own layers may do what only works eagerly
                self._eager_only = True
                return plain(batch)
            behind = iter(logits)
            self.logits = len(logits) == 1 and logits[0] is not None
            return mapped(outputs, lambda leaf: _array(leaf, next(behind)))

        run.compiled = compiled  # type: ignore[attr-defined]
        return run

    def _compiled_for(self, settings: Settings, seen: Any) -> Compiled:
        """Give the compiled function for these levers: the same for other weights, unless they are baked into it."""
        state, now = settings.state or {}, {key: variable for key, _, variable in named_variables(self._model)}
        resized = any(k in now and tuple(np.shape(value)) != tuple(now[k].shape) for k, value in state.items())
        adapted = any(hasattr(layer, "adapt") for layer in self._model._flatten_layers())
        fresh = Compiled(lambda batch: self._called(batch, settings.training))
        if resized or adapted:
            return fresh
        return self._compiled.setdefault((repr(replace(settings, state=None)), seen is not None), fresh)

    def _called(self, batch: tuple[Any, ...], training: Any) -> Any:
        args, kwargs = unpacked(batch)
        kwargs.pop("training", None)
        if isinstance(training, bool) and self._model._call_has_training_arg:
            kwargs["training"] = training
        with _no_gradients():
            return self._model(*args, **kwargs)

    def _run(self, batch: tuple[Any, ...], training: Any) -> Any:
        outputs = self._called(batch, training)
        self.logits = hasattr(outputs, "_keras_logits")
        return mapped(outputs, lambda leaf: _array(leaf, getattr(leaf, "_keras_logits", None)))

    def default_training(self) -> bool:
        """Give what a call without `training` means."""
        return bool(TrainingArgument(type(self._model).call).default)

    @contextlib.contextmanager
    def _prepared(self, settings: Settings, seen: Any = None) -> Iterator[None]:
        """Set every lever, and put everything back whatever happens."""
        swaps = bool(settings.state)
        try:
            with contextlib.ExitStack() as stack:
                stack.enter_context(undisturbed(self._model, weights=swaps))
                stack.enter_context(levered(settings, seen))
                stack.enter_context(configured(self._model, settings.config))
                stack.enter_context(self._in_precision(settings.precision))
                if swaps:
                    self._load(settings.state or {}, stack)
                yield
        finally:
            if swaps:
                self._finalize()

    @contextlib.contextmanager
    def _in_precision(self, precision: str | None) -> Iterator[None]:
        """Let every layer compute in one type for the length of the block; variables stay as they are."""
        import keras

        layers = [] if precision is None else [(layer, layer.dtype_policy) for layer in self._model._flatten_layers()]
        try:
            for layer, _ in layers:
                layer._dtype_policy = keras.DTypePolicy(precision)
            yield
        finally:
            for layer, policy in layers:
                layer._dtype_policy = policy

    def _load(self, state: Mapping[str, Any], stack: contextlib.ExitStack) -> None:
        resized = False
        for key, _, variable in named_variables(self._model):
            value = state.get(key)
            if value is None or np.ndim(value) != len(variable.shape):
                continue
            if tuple(np.shape(value)) == tuple(variable.shape):
                variable.assign(value)
            else:  # weights of a model with other layer sizes
                resized = True
                stack.enter_context(resized_to(variable, value))
        if resized:
            for _, layer in named_layers(self._model):
                stack.callback(setattr, layer, "input_spec", layer.input_spec)
                layer.input_spec = None
        self._finalize()

    def _finalize(self) -> None:
        """Let layers that keep constants beside their variables (Normalization) read them again."""
        for _, layer in named_layers(self._model):
            if hasattr(layer, "adapt") and hasattr(layer, "finalize_state") and getattr(layer, "built", False):
                layer.finalize_state()

    def config(self) -> Mapping[str, Mapping[str, Any]]:
        """Give the plain settings of every layer by its path."""
        return settings_of(self._model)

    def penalty(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> float:
        """Give what regularisers and layers add to the loss of the batches, as a mean over their rows."""
        import keras

        def total(losses: Any) -> float:
            return sum(float(keras.ops.convert_to_numpy(loss)) for loss in losses)

        with self._prepared(settings):
            fixed = self._model._get_regularization_losses()
            added, rows = 0.0, 0
            for batch in batches:
                self._run(batch, settings.training)
                if len(self._model.losses) <= len(fixed):
                    return total(fixed)  # of the weights alone: the same for every batch
                size = row_count(batch[0])
                added, rows = added + size * total(self._model.losses), rows + size
            return added / rows if rows else total(fixed)

    def batchnorm(self) -> list[BatchNormFacts]:
        """List the batch-normalisation layers; updates are the optimizer's steps, where the model holds one."""
        keys = {id(variable): key for key, _, variable in named_variables(self._model)}
        optimizer = getattr(self._model, "optimizer", None)
        steps = int(value_of(optimizer.iterations)) if optimizer is not None else 0
        facts = []
        for path, layer in self._batch_norms():
            momentum = float(layer.momentum)
            facts.append(
                BatchNormFacts(
                    path, momentum, steps or None, momentum**steps if steps else None,
                    keys[id(layer.moving_mean)], keys[id(layer.moving_variance)], bool(layer.trainable),
                    MADE_AT.get(layer),
                )
            )  # fmt: skip
        return facts

    def _batch_norms(self) -> Iterator[tuple[str, Any]]:
        import keras

        for path, layer in named_layers(self._model):
            if isinstance(layer, keras.layers.BatchNormalization) and layer.built:
                yield "/".join(part for part in path.split("/") if part and part != "layers"), layer

    def recalibrated(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> dict[str, Any]:
        """Give population statistics over `batches`: exact pooling of batch means and variances.

        Dropout is off unless the settings say "on".
        """
        gathered: dict[int, list[tuple[int, NDArray[Any], NDArray[Any]]]] = {}

        def seen(layer: Any, inputs: Any) -> None:
            import keras

            values = keras.ops.convert_to_numpy(inputs).astype(np.float64)
            axis = layer.axis % values.ndim
            others = tuple(at for at in range(values.ndim) if at != axis)
            count = values.size // max(values.shape[axis], 1)
            parts = gathered.setdefault(id(layer), [])
            parts.append((count, values.mean(axis=others), (values**2).mean(axis=others)))

        moved = replace(settings, dropout=settings.dropout or "off", batch_statistics="batch")
        usable = [batch for batch in batches if row_count(batch) > 1]
        run = self._runner(usable, moved, seen)
        compiled = getattr(run, "compiled", None)
        with self._prepared(moved, seen if compiled is None else compiled.hear(seen)):
            for batch in usable:
                run(batch)
        found: dict[str, Any] = {}
        keys = {id(variable): key for key, _, variable in named_variables(self._model)}
        for _, layer in self._batch_norms():
            parts = gathered.get(id(layer), [])
            total = sum(count for count, _, _ in parts)
            if total:
                mean = sum(count * part for count, part, _ in parts) / total
                square = sum(count * part for count, _, part in parts) / total
                found[keys[id(layer.moving_mean)]] = np.asarray(mean, np.float32)
                found[keys[id(layer.moving_variance)]] = np.asarray(np.maximum(square - mean**2, 0.0), np.float32)
        return found


@contextlib.contextmanager
def resized_to(variable: Any, value: Any) -> Iterator[None]:
    """Let a variable hold an array of another shape for the length of the block."""
    import keras

    fresh = keras.Variable(value, dtype=variable.dtype, trainable=variable.trainable)
    kept = variable._value, variable._shape
    variable._value, variable._shape = fresh._value, fresh._shape
    try:
        yield
    finally:
        variable._value, variable._shape = kept


def unsaturated(probabilities: NDArray[Any], logits: NDArray[Any]) -> NDArray[Any]:
    """Give probabilities that still tell their logits: those near 0 or 1 get more digits.

    Keras computes a loss from the logits behind a softmax or sigmoid. Cast back to single precision, the result is
    what the model gave.
    """
    edge = (probabilities < 1e-30) | (probabilities > 0.99)
    if not edge.any() or logits.shape != probabilities.shape:
        return probabilities
    z = logits.astype(np.float64)
    one_each = probabilities.shape[-1] == 1 or not np.allclose(probabilities.sum(axis=-1), 1.0, atol=1e-3)
    if one_each:
        exact = np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))
    else:
        shifted = np.exp(z - z.max(axis=-1, keepdims=True))
        exact = shifted / shifted.sum(axis=-1, keepdims=True)
    return np.where(edge, exact, probabilities.astype(np.float64))


def _array(leaf: Any, logits: Any) -> NDArray[Any]:
    import keras

    values = np.array(keras.ops.convert_to_numpy(leaf))
    return values if logits is None else unsaturated(values, keras.ops.convert_to_numpy(logits))


def _is_moving(settings: Settings) -> bool:
    """Tell whether layers are run as in training, all or some."""
    moved = {settings.dropout, settings.augmentation, settings.batch_statistics} & {"on", "batch"}
    return settings.training is True or bool(moved)


def _no_gradients() -> Any:
    import keras

    if keras.backend.backend() == "torch":
        import torch

        return torch.no_grad()
    return contextlib.nullcontext()

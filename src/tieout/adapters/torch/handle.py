"""A live PyTorch model behind the replay interface: run it again with a lever moved, and leave no trace."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from tieout.adapters.torch.config import configured, settings_of
from tieout.adapters.torch.exported import still
from tieout.adapters.torch.stored import stored_in
from tieout.adapters.torch.walking import Modules, attributes_of, modules_of, tensors_of
from tieout.arrays import as_numpy
from tieout.core.score import Where
from tieout.core.trial import ATTRIBUTE, BatchNormFacts, Lever, Settings

LEVERS = frozenset(
    {Lever.DROPOUT, Lever.BATCH_STATISTICS, Lever.RECALIBRATE, Lever.STATE, Lever.PRECISION, Lever.CONFIG}
)
DROPOUTS = ("dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout")


class Keywords(dict[str, Any]):
    """Keyword arguments of a model call, kept as the last of its inputs."""


def output_array(outputs: Any) -> Any:
    """Give the tensor that carries the predictions: the output itself, `logits` of a mapping, or the first tensor."""
    if isinstance(outputs, Mapping):
        outputs = outputs.get("logits", next(iter(outputs.values()), None))
    logits = getattr(outputs, "logits", None)
    if logits is not None and not callable(logits):
        outputs = logits
    while isinstance(outputs, (tuple, list)) and outputs:
        outputs = outputs[0]
    return outputs if hasattr(outputs, "detach") else None


class TorchHandle:
    """One live module. `forward` and `recalibrated` put back flags, buffers, weights and random state."""

    framework = "torch"
    levers: ClassVar[frozenset[Lever]] = LEVERS

    def __init__(self, module: Any, lines: Mapping[Any, Where] | None = None) -> None:
        self._module = module
        self.lines = lines if lines is not None else {}
        self.name = type(module).__name__

    @property
    def model(self) -> object:
        """The user's own module."""
        return self._module

    def _tensors(self, modules: Modules | None = None) -> Iterator[tuple[str, Any]]:
        modules = modules_of(self._module) if modules is None else modules
        yield from tensors_of(modules, buffers=False)
        yield from tensors_of(modules, buffers=True)

    def state(self) -> dict[str, Any]:
        """Give every parameter, buffer and constant as a numpy copy, the first two under their state-dict keys."""
        modules = modules_of(self._module)
        constants = ((name, value) for name, _, _, value in attributes_of(modules))
        found = {}
        for name, tensor in (*self._tensors(modules), *constants):
            array = as_numpy(tensor)
            if array is not None:
                found[name] = np.array(array)
        return found

    def stored(self, path: str) -> Mapping[str, Any] | None:
        """Give the arrays that a file holds for every parameter and buffer, None if it holds others."""
        return stored_in(path, {key: array for key, array in self.state().items() if not key.endswith(ATTRIBUTE)})

    def version(self) -> int:
        """Give the number of times that parameters and buffers were written to."""
        modules = modules_of(self._module)
        others = hash(tuple(id(value) for _, _, _, value in attributes_of(modules)))
        try:
            return int(sum(tensor._version for _, tensor in self._tensors(modules))) + others
        except RuntimeError:  # tensors made in inference mode keep no count
            return others

    def buffers(self) -> frozenset[str]:
        """Give the keys of running statistics, other buffers and constants."""
        modules = modules_of(self._module)
        constants = (name for name, _, _, _ in attributes_of(modules))
        return frozenset((*(name for name, _ in tensors_of(modules, buffers=True)), *constants))

    def flags(self) -> Mapping[str, bool] | bool | None:
        """Give the training flag, one for all if they agree, else one for each submodule."""
        modules = modules_of(self._module)
        first = self._module.training
        if all(module.training == first for _, module in modules):
            return bool(first)
        return {name: bool(module.training) for name, module in modules}

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Run the batches with the settings, outputs as numpy arrays."""
        import torch

        with self._prepared(settings), torch.no_grad():
            results = []
            for batch in batches:
                arguments, keywords = list(batch), {}
                if arguments and isinstance(arguments[-1], Keywords):
                    keywords = arguments.pop()
                arguments = [self._native(a) for a in arguments]
                if settings.precision is not None:
                    dtype = getattr(torch, settings.precision)
                    arguments = [
                        a.to(dtype) if hasattr(a, "is_floating_point") and a.is_floating_point() else a
                        for a in arguments
                    ]
                with _autocast(settings):
                    output = output_array(self._module(*arguments, **keywords))
                results.append(None if output is None else np.array(as_numpy(output)))
            return results

    def _native(self, value: Any) -> Any:
        """Give a numpy array as a tensor of the model's precision and device; tensors as they are."""
        import torch

        if not isinstance(value, np.ndarray):
            return value
        tensor = torch.as_tensor(np.array(value))
        like = next(self._module.parameters(), None)
        if like is not None and tensor.is_floating_point():
            return tensor.to(like.dtype).to(like.device)
        return tensor if like is None else tensor.to(like.device)

    def config(self) -> Mapping[str, Mapping[str, Any]]:
        """Give the plain settings of every module by its name."""
        return settings_of(self._module)

    def batchnorm(self) -> list[BatchNormFacts]:
        """List the batch-normalisation layers with what is left of their initial statistics."""
        facts = []
        for name, module in self._batch_norms():
            prefix = f"{name}." if name else ""
            updates = int(module.num_batches_tracked) if module.num_batches_tracked is not None else None
            keep = None if module.momentum is None else 1.0 - float(module.momentum)
            left = None
            if updates is not None:
                left = keep**updates if keep is not None else (1.0 if updates == 0 else 0.0)
            facts.append(
                BatchNormFacts(
                    name,
                    keep,
                    updates,
                    left,
                    f"{prefix}running_mean",
                    f"{prefix}running_var",
                    where=self.lines.get(module),
                )
            )
        return facts

    def _batch_norms(self) -> Iterator[tuple[str, Any]]:
        import torch

        base = torch.nn.modules.batchnorm._BatchNorm
        for name, module in modules_of(self._module):
            if isinstance(module, base) and module.running_mean is not None:
                yield name, module

    def recalibrated(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> dict[str, Any]:
        """Give population statistics over `batches`: exact pooling of batch means and variances.

        Dropout is off unless the settings say "on".
        """
        import torch

        layers = {id(module.running_mean): name for name, module in self._batch_norms()}
        gathered: dict[str, list[tuple[int, Any, Any]]] = {}

        def observe(x: Any, running_mean: Any) -> None:
            name = layers.get(id(running_mean))
            if name is None:
                return
            axes = [0, *range(2, x.dim())]
            count = x.numel() // x.shape[1]
            mean = x.mean(dim=axes, dtype=torch.float64)
            square = (x.double() ** 2).mean(dim=axes)
            gathered.setdefault(name, []).append((count, mean.numpy(), square.numpy()))

        moved = replace(settings, dropout=settings.dropout or "off", batch_statistics=None, training=True)
        usable = [b for b in batches if len(b) and getattr(b[0], "shape", (0,))[0] > 1]
        with self._observing(observe):
            self.forward(usable, moved)
        found = {}
        for name, parts in gathered.items():
            prefix = f"{name}." if name else ""
            total = sum(n for n, _, _ in parts)
            mean = sum(n * m for n, m, _ in parts) / total
            square = sum(n * s for n, _, s in parts) / total
            found[f"{prefix}running_mean"] = np.asarray(mean, dtype=np.float32)
            found[f"{prefix}running_var"] = np.asarray(np.maximum(square - mean**2, 0.0), dtype=np.float32)
        return found

    @contextlib.contextmanager
    def _observing(self, observe: Callable[[Any, Any], None]) -> Iterator[None]:
        from torch.nn import functional

        original = functional.batch_norm

        def seen(input: Any, running_mean: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: A002 - torch's own name
            observe(input.detach(), running_mean)
            return original(input, running_mean, *args, **kwargs)

        functional.batch_norm = seen
        try:
            yield
        finally:
            functional.batch_norm = original

    @contextlib.contextmanager
    def _prepared(self, settings: Settings) -> Iterator[None]:
        """Set every lever, and put everything back whatever happens."""
        import torch

        modules = modules_of(self._module)
        flags = [(module, module.training) for _, module in modules]
        kept = {name: tensor.detach().clone() for name, tensor in self._tensors(modules)}
        constants = [(module, key, value) for _, module, key, value in attributes_of(modules)]
        dtypes = settings.precision is not None
        random = torch.get_rng_state()
        numpy_random = np.random.get_state()
        import random as python_random

        python_state = python_random.getstate()
        try:
            self._set_flags(modules, settings)
            if dtypes:  # before weights are put in: a model in half precision would round them
                self._cast({name: getattr(torch, str(settings.precision)) for name in kept})
            if settings.state:
                self._load(settings.state)
            with configured(self._module, settings.config), _levers(settings), still(modules, settings):
                yield
        finally:
            for module, training in flags:
                module.training = training
            if dtypes:
                self._cast({name: tensor.dtype for name, tensor in kept.items()})
            with torch.no_grad():
                for name, tensor in self._tensors(modules):
                    tensor.data.copy_(kept[name])
            for module, key, value in constants:
                object.__setattr__(module, key, value)
            torch.set_rng_state(random)
            np.random.set_state(numpy_random)
            python_random.setstate(python_state)

    def _set_flags(self, modules: list[tuple[str, Any]], settings: Settings) -> None:
        import torch

        recorded = settings.training
        norm = torch.nn.modules.batchnorm._BatchNorm
        for name, module in modules:
            flag = recorded.get(name, module.training) if isinstance(recorded, Mapping) else recorded
            if flag is None:
                flag = module.training
            # noise modules of the user's own look at the flag; batch normalisation has a lever of its own
            if settings.dropout == "off" and not isinstance(module, norm):
                flag = False
            elif settings.dropout == "on" and "dropout" in type(module).__name__.lower():
                flag = True
            module.training = bool(flag)

    def _cast(self, dtypes: Mapping[str, Any]) -> None:
        """Give floating-point parameters and buffers other types, in place."""
        for name, tensor in self._tensors():
            if tensor.is_floating_point():
                tensor.data = tensor.data.to(dtypes[name])

    def _load(self, state: Mapping[str, Any]) -> None:
        import torch

        modules = modules_of(self._module)
        with torch.no_grad():
            for name, tensor in self._tensors(modules):
                if name in state and tuple(state[name].shape) == tuple(tensor.shape):
                    tensor.data.copy_(torch.as_tensor(np.array(state[name])))
        for name, module, key, value in attributes_of(modules):
            if name in state:
                array = np.array(state[name])
                other = array if isinstance(value, np.ndarray) else torch.as_tensor(array).to(value.device, value.dtype)
                object.__setattr__(module, key, other)


def _autocast(settings: Settings) -> Any:
    """Give the automatic mixed precision that the pass was recorded with, unless a precision is set."""
    import torch

    if settings.autocast is None or settings.precision is not None:
        return contextlib.nullcontext()
    return torch.autocast("cpu", dtype=getattr(torch, settings.autocast))


@contextlib.contextmanager
def _levers(settings: Settings) -> Iterator[None]:
    """Patch the primitives for the time of a replay."""
    import torch
    from torch.nn import functional

    undo: list[tuple[Any, str, Any]] = []

    def put(owner: Any, name: str, new: Any) -> None:
        undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    if settings.precision is not None:  # a model may turn automatic mixed precision on inside its own forward
        put(torch.autocast, "__enter__", lambda self: self)
        put(torch.autocast, "__exit__", lambda self, *raised: False)
    if settings.dropout == "off":
        for name in DROPOUTS:
            put(functional, name, lambda input, *args, **kwargs: input)  # noqa: A006 - torch's own name
        put(torch, "dropout", lambda input, *args, **kwargs: input)  # noqa: A006
        attention = functional.scaled_dot_product_attention

        def steady(
            query: Any, key: Any, value: Any, attn_mask: Any = None, dropout_p: float = 0.0, *a: Any, **k: Any
        ) -> Any:
            return attention(query, key, value, attn_mask, 0.0, *a, **k)

        put(functional, "scaled_dot_product_attention", steady)
    if settings.batch_statistics is not None:
        normalise = functional.batch_norm
        batch = settings.batch_statistics == "batch"

        def statistics(
            input: Any,  # noqa: A002 - torch's own name
            running_mean: Any,
            running_var: Any,
            weight: Any = None,
            bias: Any = None,
            training: bool = False,
            momentum: float = 0.1,
            eps: float = 1e-5,
        ) -> Any:
            if running_mean is None:
                return normalise(input, running_mean, running_var, weight, bias, training, momentum, eps)
            if batch:
                return normalise(input, running_mean.clone(), running_var.clone(), weight, bias, True, 0.0, eps)
            return normalise(input, running_mean, running_var, weight, bias, False, momentum, eps)

        put(functional, "batch_norm", statistics)
    try:
        yield
    finally:
        for owner, name, old in reversed(undo):
            setattr(owner, name, old)

"""What is watched in PyTorch: top-level module calls, loaders, losses, primitives with a mode, checkpoints."""

from __future__ import annotations

import functools
import inspect
import sys
import weakref
from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters.torch.batches import items_of, set_apart
from tieout.adapters.torch.checkpoints import Checkpoints
from tieout.adapters.torch.handle import DROPOUTS, LEVERS, Keywords, TorchHandle, output_array
from tieout.adapters.torch.items import reader_of, whole_of
from tieout.adapters.torch.losses import LOSSES, Losses
from tieout.adapters.torch.scripting import Aside
from tieout.adapters.torch.steady import MOST, Steady
from tieout.adapters.torch.walking import has_hidden
from tieout.core.passes import Loader
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo

MOST_ORDERED, WALKS = 20_000, 64  # rows, and walks through a loader, whose order is kept
ACTIVE = ("dropout", "active")
QUIET = 4  # a model that drew nothing for its first batches of a walk is not asked again until the next one


class TorchAdapter(AbstractAdapter):
    """Fits hooks to PyTorch from the moment the script has imported it."""

    name: ClassVar[str] = "torch"
    module: ClassVar[str] = "torch"
    supports: ClassVar[str] = ">=2.4"
    levers: ClassVar[frozenset[Lever]] = LEVERS
    not_supported: ClassVar[Mapping[Lever, str]] = {
        Lever.AUGMENTATION: "PyTorch augments in the data set, before the model; there is no primitive to switch",
    }

    def watch(self, tape: Tape) -> Undo:
        """Fit the hooks; give the function that takes them off."""
        watcher = _Watcher(tape)
        watcher.fit()
        return watcher.take_off


class _Watcher:
    def __init__(self, tape: Tape) -> None:
        import torch

        self.torch = torch
        self.tape = tape
        self.patches = Patches(tape, "torch")
        self.depth = 0
        self.counting: dict[tuple[str, str], int] | None = None
        self.lines: dict[tuple[str, str], Where] = {}
        self.handles: dict[int, TorchHandle] = {}  # by the identity of the model, which its handle keeps alive
        self.loaders: weakref.WeakKeyDictionary[Any, Loader] = weakref.WeakKeyDictionary()
        self.iterators: weakref.WeakKeyDictionary[Any, tuple[Loader, int]] = weakref.WeakKeyDictionary()
        self.data_lines: weakref.WeakKeyDictionary[Any, Where] = weakref.WeakKeyDictionary()
        self.layer_lines: weakref.WeakKeyDictionary[Any, Where] = weakref.WeakKeyDictionary()
        self.iterations = 0
        self.skipped: dict[type, bool] = {}
        self.losses = Losses(torch, tape, self.layer_lines)
        self.quiet: dict[tuple[int, bool], int] = {}  # calls of a model that drew no random number, in this walk
        self.parameters: dict[type, list[str]] = {}  # what a model's call takes, in order
        self.step_hook: Any = None
        self.is_autocast, self.full, self.is_traced = torch.is_autocast_enabled, torch.float32, _tracing(torch)
        self.told: tuple[Any, ...] | None = None  # what was told of the model's call before
        self.steady: Steady | None = None

    def fit(self) -> None:
        torch, patches, checkpoints = self.torch, self.patches, Checkpoints(self.tape)
        functional, aside = torch.nn.functional, Aside(torch, patches)
        for name in DROPOUTS:
            aside.replace(functional, name, functools.partial(self._mode_tap, "dropout", self._dropout_mode))
        aside.replace(functional, "batch_norm", functools.partial(self._mode_tap, "batchnorm", _batch_norm_mode))
        attention = functools.partial(self._mode_tap, "dropout", _attention_mode)
        aside.replace(functional, "scaled_dot_product_attention", attention)
        for name in LOSSES:
            if hasattr(functional, name):
                aside.replace(functional, name, functools.partial(self._loss_tap, name))
        aside.fit()
        patches.after(torch.nn.modules.batchnorm._BatchNorm, "__init__", self._layer_made)
        patches.after(torch.nn.modules.loss._Loss, "__init__", self._layer_made)
        data = torch.utils.data
        for kind in (data.Subset, data.TensorDataset):
            patches.after(kind, "__init__", self._data_made)
        patches.after(data.DataLoader, "__init__", self._loader_made)
        patches.after(data.DataLoader, "__iter__", self._iteration_begun)
        patches.replace(data.dataloader._BaseDataLoaderIter, "__next__", self._next_tap)
        patches.after(data.dataloader._BaseDataLoaderIter, "_next_index", self._taken)
        patches.after(torch.nn.Module, "load_state_dict", checkpoints.state_loaded)
        patches.after(torch.optim.Optimizer, "load_state_dict", checkpoints.optimizer_loaded)
        patches.replace(torch, "save", checkpoints.save_tap)
        patches.after(torch, "load", checkpoints.file_loaded)
        patches.replace(torch.nn.Module, "__call__", self._call_tap)
        from torch.optim.optimizer import register_optimizer_step_post_hook

        self.step_hook = register_optimizer_step_post_hook(self._stepped)

    def take_off(self) -> None:
        self.settle()
        self.patches.undo()
        if self.step_hook is not None:
            self.step_hook.remove()
            self.step_hook = None

    # --- models ------------------------------------------------------------------------------------------------------
    def handle_of(self, module: Any) -> TorchHandle:
        handle = self.handles.get(id(module))
        if handle is None:
            handle = self.handles[id(module)] = TorchHandle(module, self.layer_lines)
        return handle

    def _is_model(self, module: Any) -> bool:
        kind = type(module)
        known = self.skipped.get(kind)
        if known is None:
            homes = [owner.__module__ for owner in kind.__mro__]  # a layer of Keras on PyTorch is a module too
            known = homes[0].startswith(("torch.nn.modules.loss", "torchmetrics"))
            known = self.skipped[kind] = known or any(home.startswith("keras.") for home in homes)
        if known:
            return False
        if module._parameters or module._buffers:
            return True
        return next(module.parameters(), None) is not None or has_hidden(module)

    def _call_tap(self, original: Any) -> Any:
        watcher, handles, is_traced = self, self.handles, self.is_traced
        grad_enabled, generator = self.torch.is_grad_enabled, self.torch.default_generator
        frame_of, walks, loss = sys._getframe, self.tape.iterations, self.torch.nn.modules.loss._Loss

        def __call__(module: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N807 - stands in for Module.__call__
            if watcher.depth:
                return original(module, *args, **kwargs)
            steady = watcher.steady
            try:
                short = (
                    steady is not None
                    and steady.module is module
                    and walks[-1] is steady.iteration
                    and not kwargs
                    and steady.goes_on(frame_of(1), args)
                    and grad_enabled() is steady.grad
                )
                active = short or ((id(module) in handles or watcher._is_model(module)) and not is_traced())
                if short and steady is not None and len(steady.calls) >= MOST:
                    watcher.tell()
            except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                watcher.tape.fault("torch.Module.__call__", exc)
                active = False
            if not active:
                if not isinstance(module, loss):
                    return original(module, *args, **kwargs)
                frame = frame_of(1)
                watcher.losses.module, watcher.losses.caller = module, (frame.f_code, frame.f_lasti)
                try:
                    return original(module, *args, **kwargs)
                finally:
                    watcher.losses.module = watcher.losses.caller = None
            watcher.depth, before = 1, None
            if not short:
                watcher.counting, watcher.lines = {}, {}
                if grad_enabled():
                    watcher.quiet.clear()
                elif watcher.quiet.get((id(module), module.training), 0) < QUIET:
                    before = generator.get_state()
            try:
                outputs = original(module, *args, **kwargs)
            finally:
                watcher.depth = 0
            try:
                if not short or steady is None or not steady.called(watcher.tape, args, outputs):
                    watcher._called(module, args, kwargs, outputs, before)
            except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                watcher.tape.fault("torch.Module.__call__", exc)
            return outputs

        functools.update_wrapper(__call__, original)
        return __call__

    def _called(self, module: Any, args: Any, kwargs: Any, outputs: Any, before: Any) -> None:
        if self.steady is not None:
            if self.counting is None:  # it was on the short way, where nothing is counted
                self.counting, self.lines = dict(self.steady.modes), dict(self.steady.lines)
            self.settle()
        tensor = self.torch.Tensor
        inputs = self._in_order(module, args, kwargs) if kwargs else args
        first = args[0] if args else None
        if type(first) is not tensor and not hasattr(first, "shape"):
            first = next((a for a in (*args, *kwargs.values()) if hasattr(a, "shape")), None)
        out = outputs if type(outputs) is tensor else output_array(outputs)
        if first is None or out is None:
            return
        modes = self.counting or {}
        random = ACTIVE in modes
        if before is not None and not random:
            random = not self.torch.equal(before, self.torch.default_generator.get_state())
            if random:
                modes[("noise", "active")] = 1
            else:
                which = (id(module), module.training)
                self.quiet[which] = self.quiet.get(which, 0) + 1
        precision = self._precision(out)
        if precision is not None:
            modes[("precision", precision)] = 1
        if len(inputs) > 1 and self.tape.iterations:
            set_apart(self.tape.iterations[-1], args, kwargs)
        self.tape.forward(
            self.handle_of(module),
            inputs,
            out.detach(),
            rows=first.shape[0] if first.dim() else 1,
            training=module.training,
            modes=modes,
            mode_where=self.lines,
            where=self.tape.where(2),
            random=random,
        )
        told, self.told = self.told, (id(module), modes, self.lines)
        if told is not None and told == self.told and not kwargs and (before is None or random):
            self._settle_down(module, args, out, modes)

    def _settle_down(self, module: Any, args: Any, out: Any, modes: dict[tuple[str, str], int]) -> None:
        """Let the next batches of this walk go the short way, if two were alike."""
        if len(args) != 1 or type(args[0]) is not self.torch.Tensor or type(out) is not self.torch.Tensor:
            return
        walked = self.tape.walked(self.handle_of(module), args)
        if walked is None:
            return
        frame = sys._getframe(3)  # who called the model
        alike = (self.torch.is_grad_enabled(), out.dtype)
        self.steady = Steady(module, (frame.f_code, frame.f_lasti), *walked, modes, self.lines, alike)
        self.losses.steady, self.tape.pending = self.steady, self.tell
        self.counting = None

    def tell(self) -> None:
        """Tell the tape of the batches that wait."""
        if self.steady is not None:
            self.steady.tell(self.tape)

    def settle(self) -> None:
        """End the steady walk: the next batch is looked at from near again."""
        self.tell()
        self.steady = self.losses.steady = self.tape.pending = self.told = None

    def _precision(self, outputs: Any) -> str | None:
        """Give the half type that a model's outputs were computed in, None for full precision."""
        if self.is_autocast("cpu"):
            return f"autocast {str(self.torch.get_autocast_dtype('cpu')).removeprefix('torch.')}"
        dtype = outputs.dtype
        if dtype is self.full:
            return None
        name = str(dtype).removeprefix("torch.")
        return name if name in {"float16", "bfloat16"} else None

    def _in_order(self, module: Any, args: Any, kwargs: Any) -> tuple[Any, ...]:
        """Give the arguments of a call as if none had been named, as far as the names follow upon the others."""
        kind = type(module)
        if kind not in self.parameters:
            known = list(inspect.signature(kind.forward).parameters.values())[1:]
            self.parameters[kind] = [p.name for p in known if p.kind is p.POSITIONAL_OR_KEYWORD]
        names = list(takewhile(kwargs.__contains__, self.parameters[kind][len(args) :]))
        rest = {name: value for name, value in kwargs.items() if name not in names}
        inputs = (*args, *(kwargs[name] for name in names))
        return (*inputs, Keywords(rest)) if rest else inputs

    def _stepped(self, optimizer: Any, args: Any, kwargs: Any) -> None:
        try:
            self.tape.moved(None)
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            self.tape.fault("torch.optim.step", exc)

    # --- primitives with a mode --------------------------------------------------------------------------------------
    def _mode_tap(self, family: str, mode_of: Any, original: Any) -> Any:
        watcher = self

        @functools.wraps(original)
        def tapped(*args: Any, **kwargs: Any) -> Any:
            result = original(*args, **kwargs)
            counting = watcher.counting
            if counting is not None and watcher.depth:
                try:
                    mode, at = mode_of(args, kwargs)
                    if mode is not None:
                        key = (family, mode)
                        counting[key] = counting.get(key, 0) + 1
                        if at and key not in watcher.lines:
                            line = watcher.tape.where(1)
                            if line is not None:
                                watcher.lines[key] = line
                except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                    watcher.tape.fault(f"torch.{family}", exc)
            return result

        return tapped

    def _dropout_mode(self, args: Any, kwargs: Any) -> tuple[str | None, bool]:
        """Give the mode, and whether the call stands in the user's own file (a functional call, not a module's)."""
        p = kwargs.get("p", args[1] if len(args) > 1 else 0.5)
        training = kwargs.get("training", args[2] if len(args) > 2 else True)
        if not training:
            return "inactive", False
        functional = sys._getframe(2).f_globals.get("__name__") != "torch.nn.modules.dropout"
        return ("active" if p > 0 else "inactive"), functional

    # --- losses ------------------------------------------------------------------------------------------------------
    def _loss_tap(self, name: str, original: Any) -> Any:
        watcher, tensor, is_traced = self, self.torch.Tensor, self.is_traced

        @functools.wraps(original)
        def tapped(*args: Any, **kwargs: Any) -> Any:
            result = original(*args, **kwargs)
            try:
                if not watcher.depth and isinstance(result, tensor) and (watcher.steady is not None or not is_traced()):
                    watcher.losses.met(name, original, args, kwargs, result)
            except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                watcher.tape.fault(f"torch.{name}", exc)
            return result

        return tapped

    # --- loaders -----------------------------------------------------------------------------------------------------
    def _layer_made(self, args: Any, kwargs: Any, result: Any) -> None:
        where = self.tape.where(2)
        if where is not None:
            self.layer_lines[args[0]] = where

    def _data_made(self, args: Any, kwargs: Any, result: Any) -> None:
        where = self.tape.where(2)
        if where is not None:
            self.data_lines[args[0]] = where

    def _loader_made(self, args: Any, kwargs: Any, result: Any) -> None:
        self._loader(args[0], self.tape.where(2)).stack = self.tape.stack(2)

    def _loader(self, loader: Any, where: Where | None) -> Loader:
        known = self.loaders.get(loader)
        if known is None:
            data = self.torch.utils.data
            sampler = getattr(loader, "sampler", None)
            shuffled = isinstance(sampler, (data.RandomSampler, data.SubsetRandomSampler, data.WeightedRandomSampler))
            try:
                rows = len(loader.dataset)
            except TypeError:
                rows = None
            known = Loader(
                id(loader),
                where,
                shuffle=shuffled,
                drop_last=bool(getattr(loader, "drop_last", False)),
                rows=rows,
                batch_size=loader.batch_size,
                framework="torch",
                data_where=self._data_line(loader),
                item_where=self._item_line(getattr(loader, "dataset", None)),
                reader=reader_of(loader),
                whole=whole_of(loader),
            )
            self.loaders[loader] = known
        return known

    def _data_line(self, loader: Any) -> Where | None:
        try:
            return self.data_lines.get(loader.dataset)
        except TypeError:  # a data set that cannot be hashed
            return None

    def _item_line(self, dataset: Any) -> Where | None:
        """Give the user's own line that gives one item: of the outermost data set that is not the library's."""
        for _ in range(8):
            found = self.tape.returns(getattr(type(dataset), "__getitem__", None))
            if found is not None or dataset is None:
                return found
            dataset = getattr(dataset, "dataset", None)
        return None

    def _iteration_begun(self, args: Any, kwargs: Any, result: Any) -> None:
        self.iterations += 1
        self.quiet.clear()
        self.iterators[result] = (self._loader(args[0], None), self.iterations)

    def _taken(self, args: Any, kwargs: Any, indices: Any) -> None:
        """Keep which items a batch is made of; workers are told ahead, and after the walk ended, so those are not."""
        loader, number = self.iterators.get(args[0], (None, 0))
        if loader is None or loader.reader is None or not 0 < (loader.rows or 0) <= MOST_ORDERED:
            return
        if not isinstance(args[0], self.torch.utils.data.dataloader._SingleProcessDataLoaderIter):
            return
        if isinstance(indices, list) and (number in loader.orders or len(loader.orders) < WALKS):
            loader.orders.setdefault(number, []).append(tuple(indices))

    def _next_tap(self, original: Any) -> Any:
        watcher, tensor = self, self.torch.Tensor

        @functools.wraps(original)
        def __next__(iterator: Any) -> Any:  # noqa: N807 - stands in for the iterator's own
            batch = original(iterator)
            try:
                found = watcher.iterators.get(iterator)
                if found is not None:
                    plain = type(batch) is list and len(batch) == 2 and type(batch[0]) is type(batch[1]) is tensor
                    items = tuple(batch) if plain else items_of(batch)
                    if items:
                        watcher.tape.batch(found[0], found[1], items)
            except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                watcher.tape.fault("torch.DataLoader.__next__", exc)
            return batch

        return __next__


def _tracing(torch: Any) -> Callable[[], bool]:
    """Give a test whether the operations are being written down rather than done: ours would be written down too."""
    compiling, state = torch.compiler.is_compiling, torch._C._get_tracing_state
    return lambda: compiling() or state() is not None


def _batch_norm_mode(args: Any, kwargs: Any) -> tuple[str | None, bool]:
    training = kwargs.get("training", args[5] if len(args) > 5 else False)
    return ("batch" if training else "running"), False


def _attention_mode(args: Any, kwargs: Any) -> tuple[str | None, bool]:
    p = kwargs.get("dropout_p", args[4] if len(args) > 4 else 0.0)
    return ("active" if p else None), False

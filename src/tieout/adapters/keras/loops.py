"""Watches Keras' own loops: fit with its epochs, evaluate, predict, and their `_on_batch` kin."""

from __future__ import annotations

import functools
from typing import Any

from tieout.adapters.keras.compiled import LINES, Compiled, plain_name
from tieout.adapters.keras.feeds import BatchOf, Feeds
from tieout.adapters.keras.packing import flat, joined, row_count, sliced, to_numpy
from tieout.adapters.keras.rereading import reader
from tieout.adapters.keras.shared import KEEP_STATE, Running, Shared, numbers, owner_of
from tieout.core.passes import Meet

FUNCTIONS = {
    "fit": "train", "train_on_batch": "train", "evaluate": "test", "test_on_batch": "test",
    "predict": "predict", "predict_on_batch": "predict",
}  # fmt: skip


class Loops:
    """Hooks on the methods of models that loop, and on the list of callbacks that hears of epochs."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.feeds = Feeds(shared)

    def fit(self) -> None:
        """Put the hooks on."""
        import keras
        from keras.src.callbacks.callback_list import CallbackList

        self.feeds.fit()
        ends = {
            "fit": self._fitted, "evaluate": self._evaluated, "predict": self._predicted,
            "train_on_batch": self._batch_run, "test_on_batch": self._batch_run, "predict_on_batch": self._batch_run,
        }  # fmt: skip
        for name, end in ends.items():
            self.shared.around(
                owner_of(keras.Model, name),
                name,
                functools.partial(self._begin, name),
                functools.partial(self._end, end),
                self._leave,
            )
        self.shared.patches.after(owner_of(keras.Model, "compile"), "compile", self._set)
        hear = self.shared.around
        hear(CallbackList, "on_epoch_begin", self._epoch_begins, lambda *_: None)
        hear(CallbackList, "on_epoch_end", self._epoch_ends, lambda *_: None)
        hear(CallbackList, "on_test_end", self._test_ends, lambda *_: None)

    def _set(self, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        where = self.shared.tape.where()
        if where is not None:
            LINES[args[0]] = where

    # --- in and out ---------------------------------------------------------------------------------------------------
    def _begin(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Running:
        outer = self.shared.running[-1] if self.shared.running else None
        running = Running(name, FUNCTIONS[name], args[0], self.shared.tape.where())
        if kwargs.get("_use_cached_eval_dataset") and outer is not None:
            running.kind = "fit-validation"
            running.source = getattr(args[0], "_eval_epoch_iterator", None)
            self._tell_epoch(outer)
        elif name == "train_on_batch" and running.function in self.shared.traced.get(args[0], {}):
            self._tell_batch(running, args, kwargs, None)
        if running.function == "test":
            running.not_reset = Compiled(running.model, self.shared.handle_of(running.model)).not_reset()
        self.shared.running.append(running)
        return running

    def _leave(self, running: Running) -> None:
        while self.shared.running and self.shared.running.pop() is not running:
            continue

    def _end(self, end: Any, running: Running, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        self._leave(running)
        end(running, args, kwargs, result)

    # --- fit ----------------------------------------------------------------------------------------------------------
    def _fit_of(self, callbacks: Any) -> Running | None:
        for running in reversed(self.shared.running):
            if running.kind == "fit":
                return running if getattr(callbacks, "_model", running.model) is running.model else None
        return None

    def _epoch_begins(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        running = self._fit_of(args[0])
        if running is None or running is not self.shared.running[-1]:
            return
        epoch = int(args[1] if len(args) > 1 else kwargs["epoch"])
        running.epoch, running.told, running.pass_id, running.validation = epoch + 1, False, None, None
        running.epochs = int((args[0].params or {}).get("epochs") or 0)
        handle = self.shared.handle_of(running.model)
        affordable = handle.size() <= KEEP_STATE or running.epoch == running.epochs
        running.start = handle.state() if affordable else None

    def _tell_epoch(self, running: Running) -> None:
        """Tell of the training part of an epoch, with the weights as they were at its start."""
        if running.told or running.kind != "fit":
            return
        running.told = True
        batches, weights = self.feeds.batches(running.source)
        log = self.shared.modes_of(running, len(batches))
        handle = self.shared.handle_of(running.model)
        handle.flag = True
        with handle.as_it_was(running.start or None):
            running.pass_id = self.shared.tape.whole_pass(
                handle,
                batches,
                kind="fit",
                where=running.where,
                modes=log.counts,
                mode_where={},
                training=True,
                random=log.draws(),
                new_state=bool(running.start),  # a model built by its first batch had no weights before
                in_order=self.feeds.in_order(running.source),
            )
        running.labels = joined([labels for _, _, labels in batches])
        running.weights = joined(weights) if weights else None
        running.start = None
        self.shared.tape.moved(running.model)

    def _epoch_ends(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        running = self._fit_of(args[0])
        if running is None or running is not self.shared.running[-1]:
            return
        self._tell_epoch(running)
        logs = numbers(args[2] if len(args) > 2 else kwargs.get("logs"))
        validation_pass, validated = running.validation or (None, {})
        compiled = Compiled(running.model, self.shared.handle_of(running.model))
        running.final = []
        for name, value in logs.items():
            bare = name[4:] if name.startswith("val_") and name[4:] in validated else name
            of_validation = bare is not name
            metric = plain_name(bare, compiled.metric(bare))
            pass_id = validation_pass if of_validation else running.pass_id
            self.shared.tape.score(f"fit.{name}@{running.epoch}", value, running.where, metric=metric, pass_id=pass_id)
            running.final.append((f"fit.{name}", value, metric, pass_id))
            if not of_validation:
                self._meet(compiled, running, running.pass_id, bare, value, running.labels, running.weights)

    def _fitted(self, running: Running, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        for name, value, metric, pass_id in running.final:
            self.shared.tape.score(name, value, running.where, metric=metric, pass_id=pass_id)
        self.shared.tape.moved(running.model)  # callbacks may have put other weights back

    # --- evaluate and predict -----------------------------------------------------------------------------------------
    def _test_ends(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if self.shared.running and self.shared.running[-1].function == "test":
            self.shared.running[-1].logs = numbers(args[1] if len(args) > 1 else kwargs.get("logs"))

    def _evaluated(self, running: Running, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        logs = running.logs or (numbers(result) if isinstance(result, dict) else {})
        batches, weights = self.feeds.batches(running.source)
        pass_id = self._tell(running, batches)
        labels = joined([labels for _, _, labels in batches])
        compiled = Compiled(running.model, self.shared.handle_of(running.model))
        for name, value in logs.items():
            self._meet(compiled, running, pass_id, name, value, labels, joined(weights) if weights else None)
        outer = self.shared.running[-1] if self.shared.running else None
        if running.kind == "fit-validation" and outer is not None:
            outer.validation = (pass_id, logs)
            return
        for name, value in logs.items():
            metric = plain_name(name, compiled.metric(name))
            self.shared.tape.score(f"evaluate.{name}", value, running.where, metric=metric, pass_id=pass_id)

    def _predicted(self, running: Running, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        batches, _ = self.feeds.batches(running.source)
        told: list[BatchOf] = []
        at = 0
        for inputs, _, labels in batches:
            rows = row_count(inputs)
            told.append((inputs, sliced(result, at, at + rows), labels))
            at += rows
        self._tell(running, told)

    def _tell(self, running: Running, batches: list[BatchOf]) -> str:
        log = self.shared.modes_of(running, len(batches))
        handle = self.shared.handle_of(running.model)
        handle.flag = False
        dataset = getattr(getattr(running.source, "data_adapter", None), "_dataset", None)
        return self.shared.tape.whole_pass(
            handle,
            batches,
            kind=running.kind,
            where=running.where,
            modes=log.counts,
            mode_where=log.lines_inside(running.where, training=False),
            training=False,
            random=log.draws(),
            again=reader(dataset) if hasattr(dataset, "element_spec") else None,
        )

    def _meet(
        self,
        compiled: Compiled,
        running: Running,
        pass_id: str | None,
        name: str,
        value: float,
        labels: Any,
        weights: Any,
    ) -> None:
        recompute, per_row, definition = compiled.again(name, weights)
        if recompute is None and running.function == "test":
            recompute, per_row, definition = compiled.of_own(name, running.not_reset.get(name, (0.0, 0.0)))
        if (output := compiled.output_of(name)) is not None and pass_id is not None:
            recompute, per_row, definition = compiled.of_output(name)
            labels, pass_id = output.labels(labels), f"{pass_id}/{output.key}"
        self.shared.tape.meet(
            Meet(
                "object",
                plain_name(name, compiled.metric(name) or compiled.own(name)),
                None,
                labels,
                value,
                running.where,
                pass_id=pass_id,
                recompute=recompute,
                per_row=per_row,
                definition=definition,
            )
        )

    # --- one batch ----------------------------------------------------------------------------------------------------
    def _batch_run(self, running: Running, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        if not running.one_told:
            self._tell_batch(running, args, kwargs, result)
        if running.function == "train":
            self.shared.tape.moved(None)
        if running.function == "predict":
            return
        logs = numbers(result if isinstance(result, dict) else _logs_of(running.model, result))
        y = args[2] if len(args) > 2 else kwargs.get("y")
        weights = args[3] if len(args) > 3 else kwargs.get("sample_weight")
        compiled = Compiled(running.model, self.shared.handle_of(running.model))
        for name, value in logs.items():
            self._meet(compiled, running, None, name, value, to_numpy(y), to_numpy(weights))

    def _tell_batch(self, running: Running, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        x = args[1] if len(args) > 1 else kwargs.get("x")
        log = self.shared.modes_of(running, 1)
        handle = self.shared.handle_of(running.model)
        handle.flag = running.function == "train"
        running.one_told = True
        self.shared.tape.forward(
            handle,
            flat((x,)),
            result if running.function == "predict" else None,
            rows=row_count(x),
            training=running.function == "train",
            modes=log.counts,
            mode_where=log.lines_inside(running.where, training=running.function == "train"),
            where=running.where,
            random=log.draws(),
        )


def _logs_of(model: Any, result: Any) -> dict[str, Any]:
    """Give names to the values of an `_on_batch` method, in the order Keras flattens them."""
    names: list[str] = []
    for metric in model.metrics:
        inner = getattr(metric, "metrics", None) if metric.name == "compile_metrics" else None
        names.extend([one.name for one in inner] if inner is not None else [metric.name])
    return dict(zip(names, result if isinstance(result, (list, tuple)) else [result], strict=False))

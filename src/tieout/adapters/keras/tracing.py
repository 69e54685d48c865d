"""Computes metrics that are no mean over rows again and again, as a traced function: one at a time is a slow way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tieout.adapters.keras.packing import leaves_of

MOST = 4  # forms of arrays for which a function is kept


class Traced:
    """Entries of the logs by their name, from outputs and labels, as a container of metrics gives them.

    The first time it is computed as it stands: some metrics make their variables only then. Any further time goes
    through a traced function, as in Keras' own loops. With `eager` it never is: means over rows may need the logits
    that travel with eager tensors, and metrics of the user's may not forget what they held.
    """

    def __init__(self, fresh: Callable[[Any, Any], Any], *, eager: bool) -> None:
        self.fresh = fresh
        self.eager = eager
        self.containers: dict[Any, Any] = {}
        self.functions: dict[Any, Any] = {}

    def __call__(self, outputs: Any, labels: Any, shares: Any) -> Any:
        """Give the entries for some rows."""
        form = tuple((str(leaf.dtype), tuple(leaf.shape[1:])) for leaf in leaves_of((outputs, labels, shares)))
        container = self.containers.get(form)
        if container is None or self.eager:
            container = self.fresh(outputs, labels)
            if len(self.containers) < MOST and not self.eager:
                self.containers[form] = container
            container.update_state(labels, outputs, shares)
            return container.result()
        try:
            return self._function(form, container)(outputs, labels, shares)
        except Exception:  # noqa: BLE001 - a metric of the user's may do what no graph can
            self.eager = True
            return self(outputs, labels, shares)

    def _function(self, form: Any, container: Any) -> Any:
        known = self.functions.get(form)
        if known is None:
            import tensorflow as tf

            def entries(outputs: Any, labels: Any, shares: Any) -> Any:
                container.reset_state()
                container.update_state(labels, outputs, shares)
                return container.result()

            known = self.functions[form] = tf.function(entries, reduce_retracing=True)
        return known

"""Who tells whom while a script runs: the AST notes talk to a Sink, the adapters to a Tape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from tieout.core.passes import Again, Drawn, Iteration, Loaded, Loader, Meet, Pass, Step
from tieout.core.score import Where
from tieout.core.trial import ModelHandle

Undo = Callable[[], None]


class Sink(Protocol):
    """Receives what the AST pass noted in the user's own lines."""

    def compared(self, op: str, left: Any, right: Any, result: Any, where: Where) -> None:
        """Two array-likes (or an array-like and a number) were compared."""

    def computed(self, op: str, left: Any, right: Any, result: Any, where: Where) -> None:
        """Arithmetic gave an array-like of at least two rows."""

    def added(self, left: Any, right: Any, result: Any, where: Where) -> None:
        """Two numbers that stand in arrays of their own were added."""

    def divided(self, numerator: Any, denominator: Any, result: Any, where: Where) -> None:
        """A division gave one number."""

    def reduced(self, name: str, operand: Any, result: Any, where: Where) -> None:
        """Many numbers became one (or fewer): mean, sum, average."""

    def scalar(self, name: str, value: Any, where: Where) -> None:
        """A number was assigned or returned."""

    def shown(self, value: Any, where: Where) -> None:
        """A number was printed, logged or formatted."""

    def fault(self, what: str, exc: BaseException) -> None:
        """A hook failed; the run goes on."""


class Tape(Sink, Protocol):
    """Receives what the adapters saw, in the order it happened.

    Attributes:
        seq:        the place in the order of the latest event.
        iterations: the walks through loaders, the latest last.
        pending:    tells of batches that an adapter has put down but not told yet; asked before others are told.
    """

    seq: int
    iterations: list[Iteration]
    pending: Callable[[], None] | None

    def where(self, skip: int = 1) -> Where | None:
        """Give the innermost line of the user's own files on the stack, or None."""

    def stack(self, skip: int = 1) -> tuple[Where, ...]:
        """Give the user's lines on the stack, the innermost first."""

    def returns(self, function: Any) -> Where | None:
        """Give the line on which a function of the user's own ends, None for a library's."""

    def forward(
        self,
        handle: ModelHandle,
        inputs: tuple[Any, ...],
        outputs: Any,
        *,
        rows: int,
        training: bool,
        modes: Mapping[tuple[str, str], int],
        mode_where: Mapping[tuple[str, str], Where],
        where: Where | None,
        random: bool = False,
        source: object = None,
        asked: bool = False,
    ) -> None:
        """A model was called from outside: one batch went through; `asked` if the call itself named training mode."""

    def walked(self, handle: ModelHandle, inputs: tuple[Any, ...]) -> tuple[Pass, Iteration] | None:
        """Give the pass and the walk of the batch just told, if the walk has yielded it and all of the pass is kept."""

    def more(
        self,
        current: Pass,
        calls: Sequence[tuple[tuple[Any, ...], Any, Any, int]],
        modes: Mapping[tuple[str, str], int],
        version: int,
    ) -> None:
        """Batches (inputs, outputs, labels, place in the order) went through as the last one told by `forward` did."""

    def version(self, model: object) -> int:
        """Give the count of changes to a model's weights."""

    def whole_pass(
        self,
        handle: ModelHandle,
        batches: Sequence[tuple[tuple[Any, ...], Any, Any]],
        *,
        kind: str,
        where: Where | None,
        modes: Mapping[tuple[str, str], int],
        mode_where: Mapping[tuple[str, str], Where],
        training: bool = False,
        random: bool = False,
        new_state: bool = True,
        again: Callable[[], Again | None] | None = None,
        in_order: bool = False,
    ) -> str:
        """A framework's own loop (evaluate, predict, fit) ran: batches of (inputs, outputs, labels). Give its id.

        `again` reads its rows again.
        """

    def batch(self, loader: Loader, iteration: int, items: tuple[Any, ...]) -> None:
        """A loader yielded one batch; `items` are its array-likes, inputs first."""

    def moved(self, handle_of: object) -> None:
        """An optimizer step (or a load) changed weights."""

    def meet(self, meet: Meet) -> None:
        """Predictions met labels: a metric function, a loss, a metric object."""

    def keep_meet(self, meet: Meet) -> None:
        """Predictions met labels, at a place in the order that is known already."""

    def met_since(self, seq: int) -> Iterator[Meet]:
        """Give where predictions met labels, or arrays were compared, after a place in the order."""

    def score(self, name: str, value: float, where: Where | None, *, metric: str, pass_id: str | None = None) -> None:
        """A framework computed a score by name, such as `fit.val_accuracy@3`."""

    def step(self, step: Step) -> None:
        """A transform of inputs was fitted or applied."""

    def loaded(self, loaded: Loaded) -> None:
        """A file was saved or loaded."""

    def drawn(self, drawn: Drawn) -> None:
        """Rows were drawn from others, put together or split."""

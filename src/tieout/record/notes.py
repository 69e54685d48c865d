"""Receives the notes that instrumented source makes while it runs, and passes on those worth telling."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, count, pairwise, starmap
from threading import get_ident
from time import perf_counter
from types import BuiltinMethodType, CodeType, FrameType, MethodType
from typing import Any, TypeVar

from tieout.core.watching import Sink
from tieout.record.kinds import ARRAY, KINDS, NUMBER, PLAIN, has_rows, is_number
from tieout.record.outcome import from_signal_handler
from tieout.record.sites import SITES, WARM

Value = TypeVar("Value")

MANY = 16  # elements of a container that are looked at
FRAMES = 4096  # frames whose loops are remembered
PATIENCE = 2000  # runs of one line within a moment
MOMENT = 0.05  # seconds
DEAR = 5  # runs of a line that one of `zip` counts as: two lists may have to be read
MOST_FAULTS = 100  # faults that are told one by one

_MISSING: Any = object()
_METHODS = frozenset({MethodType, BuiltinMethodType})
_BUILTIN = frozenset({float, int})

OPERATORS: dict[str, tuple[int, Callable[[Any, Any], Any]]] = {
    text: (number, function)
    for number, (text, function) in enumerate(
        {
            "==": operator.eq,
            "!=": operator.ne,
            "<": operator.lt,
            "<=": operator.le,
            ">": operator.gt,
            ">=": operator.ge,
            "+": operator.add,
            "-": operator.sub,
            "*": operator.mul,
            "/": operator.truediv,
            "//": operator.floordiv,
            "-=": operator.isub,
            "*=": operator.imul,
            "/=": operator.itruediv,
            "//=": operator.ifloordiv,
        }.items()
    )
}
_FUNCTIONS = tuple(function for _, function in OPERATORS.values())


def _receiver(function: Any) -> Any:
    """Give the array that a method is bound to, or None."""
    if type(function) in _METHODS and KINDS[type(function.__self__)] >= ARRAY:
        return function.__self__
    return None


class Notes:
    """What instrumented source calls. Every method gives back the value it was given and never raises by itself.

    The operations themselves never run in a frame of this class. Where the operands are plain names, the source
    evaluates `a == b` itself. Otherwise `both` (and `call`) hand back a lazy iterator of operands and result, which the
    user's own frame unpacks: the operation then runs there, in C, so an exception carries the user's traceback, and
    nothing outlives the line.
    """

    __slots__ = (
        "_busy",
        "_cooled",
        "_faults",
        "_loops",
        "_on",
        "_runs",
        "_serial",
        "_since",
        "_sink",
        "traced",
        "warm",
    )

    def __init__(self, sink: Sink | None) -> None:
        self._sink: Any = sink
        self._on = sink is not None
        self.traced: Callable[[], object] | None = None  # gives something while operations are only written down
        self._busy: set[int] = set()  # threads in which the sink is at work: what runs there is not the script
        self._loops: dict[int, tuple[CodeType, int]] = {}
        self._serial = count(1)
        self._faults = 0
        # A line of plain arithmetic that runs thousands of times in a moment is not noted again until that moment has
        # passed; its source asks `warm` first, which costs next to nothing.
        self.warm = WARM
        self._runs: dict[int, int] = {}
        self._since = 0.0
        self._cooled = False

    def __reduce__(self) -> tuple[Callable[[], Notes], tuple[()]]:
        # A function pickled by value takes its constants along; in another process there is nothing to note.
        return silent, ()

    # --- operands ---------------------------------------------------------------------------------------------------

    def both(self, operation: int, left: Any, right: Any) -> Iterator[Any]:
        """Give left, right and, computed when asked for, the result of the operation on them."""
        pair = (left, right)
        return chain(pair, starmap(_FUNCTIONS[operation], (pair,)))

    def call(self, function: Any, /, *args: Any, **named: Any) -> Iterator[Any]:
        """Give a function, its arguments and, called when asked for, its result."""
        return chain((function, args), starmap(partial(function, **named) if named else function, (args,)))

    # --- operations -------------------------------------------------------------------------------------------------

    def compared(self, site: int, left: Any, right: Any, result: Any = _MISSING) -> Any:
        """Note `left == right` and its kin when the outcome is an array or a numpy flag."""
        try:
            if KINDS[type(result)] >= ARRAY and self._open():
                try:
                    self._compared(site, left, right, result)
                finally:
                    self._close()
        except RecursionError:
            pass  # the script is about to meet it too; telling the sink would need depth that is not there
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            self._failed("compared", exc)
        return result if result is not _MISSING else self._stopped()

    def computed(self, site: int, left: Any, right: Any, result: Any = _MISSING) -> Any:
        """Note arithmetic that gave an array."""
        try:
            if KINDS[type(result)] == ARRAY and self._open():
                try:
                    if has_rows(left) or has_rows(right):
                        self._sink.computed(SITES[site].op, left, right, result, SITES[site].where)
                    elif SITES[site].op == "+" and is_number(result):
                        self._sink.added(left, right, result, SITES[site].where)
                finally:
                    self._close()
        except RecursionError:
            pass
        except Exception as exc:  # noqa: BLE001
            self._failed("computed", exc)
        return result if result is not _MISSING else self._stopped()

    def divided(self, site: int, left: Any, right: Any, result: Any = _MISSING) -> Any:
        """Note a division, of numbers or of arrays."""
        try:
            if KINDS[type(result)] != PLAIN and self._open():
                try:
                    if is_number(result):
                        self._sink.divided(left, right, result, SITES[site].where)
                    elif has_rows(left) or has_rows(right):
                        self._sink.computed(SITES[site].op, left, right, result, SITES[site].where)
                finally:
                    self._close()
        except RecursionError:
            pass
        except Exception as exc:  # noqa: BLE001
            self._failed("divided", exc)
        return result if result is not _MISSING else self._stopped()

    def matched(self, site: int, function: Any, args: tuple[Any, ...], result: Any = _MISSING) -> Any:
        """Note a comparison written as a call, `x.eq(y)`, `np.equal(x, y)`, or what `zip(x, y)` is to pair."""
        try:
            if KINDS[type(result)] < ARRAY:
                self._runs[site] = self._runs.get(site, 0) + DEAR - 1
                self._count(site)
            if (KINDS[type(result)] >= ARRAY or (type(result) is zip and self.warm[site])) and self._open():
                try:
                    operands = args if _receiver(function) is None else (function.__self__, *args)
                    for left, right in pairwise(operands if type(result) is zip else operands[:2]):
                        self._compared(site, left, right, result)
                finally:
                    self._close()
        except RecursionError:
            pass
        except Exception as exc:  # noqa: BLE001
            self._failed("matched", exc)
        return result if result is not _MISSING else self._stopped()

    def reduced(self, site: int, function: Any, args: tuple[Any, ...], result: Any = _MISSING) -> Any:
        """Note a mean, a sum and their kin over an array, a list or a tuple."""
        try:
            operand = function.__self__ if type(function) in _METHODS else None
            array = KINDS[type(operand)] >= ARRAY
            if not array:
                operand = args[0] if args else None
                array = KINDS[type(operand)] >= ARRAY
            if not array:
                self._count(site)
            if (array or type(operand) is list or type(operand) is tuple) and self._open():
                try:
                    at = SITES[site]
                    self._sink.reduced(at.op, operand, result, at.where)
                finally:
                    self._close()
        except RecursionError:
            pass
        except Exception as exc:  # noqa: BLE001
            self._failed("reduced", exc)
        return result if result is not _MISSING else self._stopped()

    # --- values -----------------------------------------------------------------------------------------------------

    def scalar(self, site: int, value: Value) -> Value:
        """Note a number that is assigned, appended or returned."""
        try:
            if type(value) in _BUILTIN:  # nearly always, and never part of what is traced
                thread = get_ident()
                if self._on and thread not in self._busy:
                    self._busy.add(thread)
                    if self._cooled and perf_counter() - self._since > MOMENT:
                        self._refresh()
                    try:
                        at = SITES[site]
                        self._sink.scalar(at.names[0], value, at.where)
                    finally:
                        self._busy.discard(thread)
                self._count(site)
                return value
            kind = KINDS[type(value)]
            if kind >= ARRAY and getattr(value, "requires_grad", False):
                return value  # a loss on its way to the gradients; what is told of it is a number taken out of it
            if kind != PLAIN and self._open():
                try:
                    if kind == NUMBER or is_number(value):
                        at = SITES[site]
                        self._sink.scalar(at.names[0], value, at.where)
                finally:
                    self._close()
            if kind <= NUMBER:
                self._count(site)
        except RecursionError:
            pass
        except Exception as exc:  # noqa: BLE001
            self._failed("scalar", exc)
        return value

    def scalars(self, site: int, value: Value) -> Value:
        """Note the numbers of a tuple or list that is unpacked into several names, or returned under one."""
        try:
            if type(value) is tuple or type(value) is list:
                if self._open():
                    try:
                        self._scalars(site, value)
                    finally:
                        self._close()
            elif len(SITES[site].names) == 1:
                self.scalar(site, value)
        except RecursionError:
            pass
        except Exception as exc:  # noqa: BLE001
            self._failed("scalars", exc)
        return value

    def shown(self, site: int, value: Value) -> Value:
        """Note a number that is printed, logged or formatted, alone or inside a container."""
        try:
            kind = KINDS[type(value)]
            if (kind != PLAIN or type(value) in (tuple, list, dict)) and self._open():
                try:
                    self._shown(site, value)
                finally:
                    self._close()
            if kind <= NUMBER:
                self._count(site)
        except RecursionError:
            pass
        except Exception as exc:  # noqa: BLE001
            self._failed("shown", exc)
        return value

    # --- loops ------------------------------------------------------------------------------------------------------

    def loop(self, site: int) -> None:
        """Note that the calling frame starts a loop."""
        try:
            frame = sys._getframe(1)
            if len(self._loops) >= FRAMES:
                self._loops.clear()
            self._loops[id(frame)] = (frame.f_code, next(self._serial))
        except RecursionError:
            pass
        except Exception as exc:  # noqa: BLE001
            self._failed("loop", exc)

    def looped(self, site: int, iterable: Value) -> Value:
        """Note that the calling frame starts a comprehension over `iterable`."""
        try:
            frame = sys._getframe(1)
            if len(self._loops) >= FRAMES:
                self._loops.clear()
            self._loops[id(frame)] = (frame.f_code, next(self._serial))
        except RecursionError:
            pass
        except Exception as exc:  # noqa: BLE001
            self._failed("looped", exc)
        return iterable

    def loop_key(self, frame: FrameType | None) -> int | None:
        """Give the number of the loop that `frame`, or else the nearest frame below it, started last."""
        while frame is not None:
            found = self._loops.get(id(frame))
            if found is not None and found[0] is frame.f_code:
                return found[1]
            frame = frame.f_back
        return None

    # --- switching --------------------------------------------------------------------------------------------------

    def switch_off(self) -> None:
        """Note nothing from here on: the run is over, or this is a forked child."""
        self._on = False
        self._loops.clear()
        self.warm[:] = [False] * len(self.warm)

    def _open(self) -> bool:
        if not self._on or (self.traced is not None and self.traced() is not None):
            return False
        thread = get_ident()
        if thread in self._busy:
            return False
        self._busy.add(thread)
        if self._cooled and perf_counter() - self._since > MOMENT:
            self._refresh()
        return True

    def _close(self) -> None:
        self._busy.discard(get_ident())

    def _count(self, site: int) -> None:
        runs = self._runs[site] = self._runs.get(site, 0) + 1
        if runs < PATIENCE:
            return
        if perf_counter() - self._since > MOMENT:
            self._refresh()
        else:
            self.warm[site] = False
            self._cooled = True

    def _refresh(self) -> None:
        for site in list(self._runs):
            self.warm[site] = self._on
        self._runs.clear()
        self._since, self._cooled = perf_counter(), False

    def _failed(self, what: str, exc: Exception) -> None:
        if from_signal_handler(exc):
            raise exc  # an alarm of the script's own that happened to go off in here
        self._faults += 1
        if self._faults > MOST_FAULTS:
            return
        try:
            self._sink.fault(f"notes.{what}", exc)
        except Exception:  # noqa: BLE001 - a sink that cannot take a fault is left alone
            self._on = False

    @staticmethod
    def _stopped() -> Any:
        # Unpacking ends at a StopIteration, so one that the user's operation raised has come out as "no result".
        raise StopIteration

    # --- telling ----------------------------------------------------------------------------------------------------

    def _compared(self, site: int, left: Any, right: Any, result: Any) -> None:
        if KINDS[type(left)] >= ARRAY or KINDS[type(right)] >= ARRAY or type(result) is zip:
            self._sink.compared(SITES[site].op, left, right, result, SITES[site].where)

    def _scalars(self, site: int, values: Any) -> None:
        names, where = SITES[site].names, SITES[site].where
        if len(names) == 1:
            names = names * min(len(values), MANY)
        elif len(names) != len(values):
            return
        for name, value in zip(names, values, strict=False):  # one name stands for the first few elements
            if name and is_number(value):
                self._sink.scalar(name, value, where)

    def _shown(self, site: int, value: Any) -> None:
        where = SITES[site].where
        if type(value) is dict:
            value = list(value.values())
        if type(value) in (tuple, list):
            for element in value[:MANY]:
                if is_number(element):
                    self._sink.shown(element, where)
        elif is_number(value):
            self._sink.shown(value, where)


def silent() -> Notes:
    """Give notes that go nowhere."""
    return Notes(None)

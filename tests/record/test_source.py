"""What is noted, construct by construct, and what is left alone."""

from __future__ import annotations

import builtins
import copy
import pickle
import signal
import sys
import textwrap
import threading
import time
import traceback
from collections.abc import Iterator
from types import CodeType
from typing import Any

import numpy as np
import pytest

from record.constructs import CASES, FIRST, SETUP, Told
from tieout.core.score import Where
from tieout.record.kinds import KINDS, PLAIN
from tieout.record.notes import MOST_FAULTS, PATIENCE, Notes
from tieout.record.source import instrument, lost, plain_twin


def run(body: str) -> list[tuple[Any, ...]]:
    """Run code after the set-up; give what its lines were noted as, counted from 1."""
    told = Told()
    notes = Notes(told)
    code = instrument(SETUP + textwrap.dedent(body).strip("\n"), "user.py", "user.py", notes)
    exec(code, {"__name__": "user"})
    assert not lost()
    return [
        (*note[:-1], note[-1] - FIRST) if note[0] != "fault" else note
        for note in told.said
        if note[-1] not in range(FIRST + 1)
    ]


@pytest.mark.parametrize("name", CASES)
def test_a_construct_is_noted(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    body, expected = CASES[name]
    assert run(body) == expected


def test_operands_are_those_of_the_same_evaluation() -> None:
    """A line that calls itself while it is being evaluated keeps its operands apart."""
    said = run("""
        def f(k):
            return np.array([k, k]) * (f(k - 1).sum() if k else 1)
        f(2)
    """)
    results = [note for note in said if note[0] == "computed"]
    assert [note[2:5] for note in results] == [((2,), (), (2,))] * 3


@pytest.mark.parametrize(
    ("made", "noted"),
    [
        ("np.random.rand(4, 2) * 5", 0),
        ("np.random.default_rng(0).normal(0, 1, (4, 2)).astype('float32') * 2.0 + 1.0", 0),
        ("np.random.rand(4, 2) * np.ones((1, 2))", 1),
        ("np.ones((4, 2)) / 5", 1),
        ("np.random.default_rng(0).permutation(np.ones((4, 2))) / 5", 1),
    ],
)
def test_constants_of_newly_drawn_numbers_are_no_transform(made: str, noted: int) -> None:
    """A constant that stands on the draw says how the rows came to be; rows that were there before are transformed."""
    said = run(f"import numpy as np\nrows = {made}\n")
    assert sum(note[0] in {"computed", "divided"} for note in said) == noted


def test_an_exception_half_way_leaves_nothing_behind() -> None:
    said = run("""
        def boom(): raise KeyError
        for i in range(2):
            try: ident(a) == boom()
            except KeyError: pass
        x = ident(a) == ident(b)
    """)
    assert said == [("compared", "==", (4,), (4,), (4,), 5)]


def test_an_operand_dies_with_its_line() -> None:
    import weakref

    watched: list[Any] = []

    class Array(np.ndarray):
        pass

    def make() -> Any:
        value = np.arange(3).view(Array)
        watched.append(weakref.ref(value))
        return value

    code = instrument(
        "def f():\n    make() == make()\n    return [w() for w in watched]\nresult = f()\n",
        "u.py",
        "u.py",
        Notes(Told()),
    )
    space: dict[str, Any] = {"make": make, "watched": watched}
    exec(code, space)
    assert space["result"] == [None, None]


def test_threads_do_not_mix() -> None:
    told = Told()
    source = "def f(k):\n    for _ in range(300):\n        x = ident(k) - ident(k)\n"
    space: dict[str, Any] = {"ident": lambda k: np.full(k, k)}
    exec(instrument(source, "u.py", "u.py", Notes(told)), space)
    threads = [threading.Thread(target=space["f"], args=(size,)) for size in (2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(note[2] == note[3] == note[4] for note in told.said)
    assert len(told.said) == 900


def test_a_loop_has_a_key_of_its_own() -> None:
    keys: list[int | None] = []
    notes = Notes(Told())
    source = """
def touch(): key()
def walk():
    for i in range(2): touch()
    for i in range(1): touch()
    [touch() for i in range(2)]
    [touch() for i in range(1)]
touch()
walk()
"""
    exec(instrument(source, "u.py", "u.py", notes), {"key": lambda: keys.append(notes.loop_key(sys._getframe(1)))})
    assert keys[0] is None
    assert keys[1] == keys[2]
    assert keys[4] == keys[5]
    assert len({keys[1], keys[3], keys[4], keys[6]}) == 4


class Idle:
    """A sink that does nothing, so that the notes alone are measured."""

    def nothing(self, *values: Any) -> None:
        pass

    compared = computed = divided = reduced = scalar = shown = fault = nothing


class Failing(Told):
    def scalar(self, name: str, value: Any, where: Where) -> None:
        raise RuntimeError("sink")


def test_a_failing_sink_loses_the_note_and_nothing_else() -> None:
    told = Failing()
    space: dict[str, Any] = {}
    exec(instrument("for i in range(500):\n    x = i / 2\n", "u.py", "u.py", Notes(told)), space)
    assert space["x"] == 249.5
    assert len([note for note in told.said if note[0] == "fault"]) == MOST_FAULTS


def test_an_alarm_that_goes_off_inside_a_note_reaches_the_script() -> None:
    class Slow(Told):
        def scalar(self, name: str, value: Any, where: Where) -> None:
            signal.raise_signal(signal.SIGALRM)

    source = (
        "import signal\ndef late(*_): raise TimeoutError('late')\nsignal.signal(signal.SIGALRM, late)\nx = abs(-0.5)\n"
    )
    before = signal.getsignal(signal.SIGALRM)
    try:
        with pytest.raises(TimeoutError, match="late"):
            exec(instrument(source, "u.py", "u.py", Notes(Slow())), {})
    finally:
        signal.signal(signal.SIGALRM, before)


def test_what_the_sink_calls_is_not_noted() -> None:
    told = Told()
    notes = Notes(told)
    space: dict[str, Any] = {}
    exec(instrument("def f():\n    y = abs(-1.5)\nx = abs(-0.5)\n", "u.py", "u.py", notes), space)
    told.said.clear()
    told.scalar = lambda *values: (space["f"](), told.said.append(values))  # type: ignore[method-assign, assignment]
    exec(instrument("x = abs(-0.5)\n", "v.py", "v.py", notes), space)
    assert [said[:2] for said in told.said] == [("x", 0.5)]


def test_a_hot_line_goes_without_notes_and_is_noted_again_later() -> None:
    told = Told()
    space: dict[str, Any] = {"rest": time.sleep}
    source = "def f(k):\n    s = 0.0\n    for i in range(k):\n        s += 0.5\n    return s\n"
    exec(instrument(source, "u.py", "u.py", Notes(told)), space)
    assert space["f"](100_000) == 50_000
    noted = sum(note[1] == "s" for note in told.said)
    assert noted < 20 * PATIENCE
    assert told.said[-1] == ("scalar", "f", 50_000.0, 5)
    told.said.clear()
    time.sleep(0.06)
    space["f"](1)
    told.said.clear()
    space["f"](1)
    assert ("scalar", "s", 0.5, 4) in told.said


def test_switched_off_notes_note_nothing() -> None:
    told = Told()
    notes = Notes(told)
    code = instrument("x = abs(-0.5)\nprint(f'{x}', end='')\n", "u.py", "u.py", notes)
    notes.switch_off()
    exec(code, {})
    assert told.said == []


def test_no_namespace_gains_a_name() -> None:
    before = set(vars(builtins))
    space: dict[str, Any] = {}
    exec(
        instrument("def f(x):\n    y = x / 2\n    return dict(locals())\nz = f(3)\n", "u.py", "u.py", Notes(Told())),
        space,
    )
    assert set(space) == {"__builtins__", "f", "z"}
    assert space["z"] == {"x": 3, "y": 1.5}
    assert set(vars(builtins)) == before


def test_a_function_pickled_by_value_works_elsewhere() -> None:
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(instrument("def f(x):\n    y = x / 2\n    return y\n", "u.py", "u.py", Notes(Told())), space)
    cloudpickle = pytest.importorskip("cloudpickle")
    assert pickle.loads(cloudpickle.dumps(space["f"]))(3) == 1.5


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def test_every_noted_code_has_its_plain_twin() -> None:
    source = textwrap.dedent("""
        import numpy as np
        def outer(k, *rest, flag=True):
            best = k / 2
            def inner(v):
                nonlocal best
                best += v
                best /= 2
                return [best * w for w in rest if w == v], (lambda q: q + best)
            values = [inner(v) for v in rest]
            total = sum(v for v, _ in values)
            return total
        class K:
            def f(self):
                for i in range(3):
                    x = i / 2
                    y = {c: c * x for c in "ab"}
                    print(f"{x} {y}")
                return super().__init__()
            async def g(self): return await self.f() + 1
    """)
    noted = list(codes(instrument(source, "twin.py", "twin.py", Notes(Told()))))
    plain = list(codes(compile(source, "twin.py", "exec", dont_inherit=True)))
    assert len(noted) == len(plain)
    for one, other in zip(noted, plain, strict=True):
        assert plain_twin(one) == other


def test_carets_stand_where_they_stood() -> None:
    source = "def f(x):\n    return (x.real\n            + 1) * (x.imag / 0)\n\n\nf(3)\n"
    marks = []
    for code in (compile(source, "c.py", "exec"), instrument(source, "c.py", "c.py", Notes(Told()))):
        try:
            exec(code, {})
        except ZeroDivisionError as exc:
            marks.append(
                [(f.lineno, f.end_lineno, f.colno, f.end_colno) for f in traceback.extract_tb(exc.__traceback__)[1:]]
            )
    assert marks[0] == marks[1]


def test_a_class_of_the_users_is_not_kept_alive() -> None:
    import gc
    import weakref

    space: dict[str, Any] = {}
    source = "class K: pass\ndef f():\n    k = K()\n    return k\nf()\n"
    exec(instrument(source, "u.py", "u.py", Notes(Told())), space)
    gone = weakref.ref(space["K"])
    space.clear()
    gc.collect()
    assert gone() is None


def test_a_type_that_cannot_be_hashed_is_plain() -> None:
    class Meta(type):
        def __eq__(cls, other: object) -> bool:
            return NotImplemented

        __hash__ = None  # type: ignore[assignment]

    class Odd(metaclass=Meta):
        pass

    space: dict[str, Any] = {"Odd": Odd}
    exec(instrument("x = Odd()\nprint(x is not None, end='')\n", "u.py", "u.py", Notes(Told())), space)
    assert KINDS[object] == PLAIN
    assert type(space["x"]) is Odd


@pytest.mark.torch
def test_tensors_are_noted_and_their_subclasses_are_not_looked_into() -> None:
    torch = pytest.importorskip("torch")
    told = Told()

    class Loud(torch.Tensor):
        @classmethod
        def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            heard.append(getattr(func, "__name__", str(func)))
            return super().__torch_function__(func, types, args, kwargs or {})

    heard: list[str] = []
    space = {
        "torch": torch,
        "p": torch.tensor([1, 2, 3]),
        "y": torch.tensor([1, 0, 3]),
        "w": torch.nn.Parameter(torch.ones(3)),
        "loud": torch.ones(3).as_subclass(Loud),
    }
    exec(
        instrument("acc = (p == y).float().mean()\np.eq(y)\nw2 = w * 2\nz = loud * 2\n", "u.py", "u.py", Notes(told)),
        space,
    )
    assert (
        told.said
        == [
            ("compared", "==", (3,), (3,), (3,), 1),
            ("reduced", "mean", (3,), space["acc"], 1),
            ("scalar", "acc", space["acc"], 1),
            ("compared", "==", (3,), (3,), (3,), 2),
            ("computed", "*", (3,), (), (3,), 3),
        ]
        or told.said[4][0] == "fault"
    )
    assert heard == ["mul"]


def test_what_a_note_costs(capsys: pytest.CaptureFixture[str]) -> None:
    """Print the cost of each kind of note on plain numbers; machines differ, so nothing is asserted."""
    bodies = {
        "scalar": "x = k",
        "sum": "s += k",
        "compare": "x = k == m",
        "arithmetic": "x = k + m",
        "arithmetic of expressions": "x = v[0] + v[1]",
        "division": "x = k / m",
        "mean": "mean(v)",
        "shown": "f'{k}'",
    }
    lines = []
    for name, body in bodies.items():
        source = (
            f"def f(n, k=1.5, m=2.5, v=(1.0, 2.0), mean=len):\n    s = 0.0\n    for _ in range(n):\n        {body}\n"
        )
        took = []
        for make in (
            lambda source=source: compile(source, "c.py", "exec"),
            lambda source=source: instrument(source, "c.py", "c.py", Notes(Idle())),
        ):
            runs = []
            for _ in range(3):
                space: dict[str, Any] = {}
                exec(make(), space)
                start = time.perf_counter()
                space["f"](PATIENCE - 1)
                middle = time.perf_counter()
                space["f"](50 * PATIENCE)
                runs.append(((middle - start) / PATIENCE, (time.perf_counter() - middle) / (50 * PATIENCE)))
            took.append((min(r[0] for r in runs), min(r[1] for r in runs)))
        (cold, _), (first, later) = took
        lines.append(
            f"{name:28s} plain {cold * 1e9:6.0f} ns   noted {first * 1e9:6.0f} ns   when hot {later * 1e9:6.0f} ns"
        )
    with capsys.disabled():
        print("\n" + "\n".join(lines))


def test_plain_values_survive_copying() -> None:
    """Notes are a constant of the code, and code is copied by reference."""
    space: dict[str, Any] = {}
    exec(instrument("def f():\n    return abs(-0.5)\n", "u.py", "u.py", Notes(Told())), space)
    assert copy.deepcopy(space["f"])() == 0.5

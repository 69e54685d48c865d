"""A script that is run by tieout behaves byte for byte as it does under plain Python."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tieout.errors import TieoutError
from tieout.record.runner import run_script

SOURCE = Path(__file__).parents[2] / "src"

# Runs a script with a sink that looks at what it is told, as a real one does, and keeps nothing.
DRIVER = """
import sys
sys.path.insert(1, {source!r})
from tieout.record.runner import run_script
class Sink:
    def fault(self, what, exc):
        print("FAULT", what, repr(exc), file=sys.__stderr__)
    def __getattr__(self, name):
        return lambda *values: [type(value).__name__ for value in values]
args = sys.argv[1:]
module = args[0] == "-m"
if module:
    del args[0]
sys.exit(run_script(args[0], args[1:], module=module, sink=Sink(), begin=lambda notes: None, end=lambda: None))
"""

SCRIPTS: dict[str, str] = {
    "prints": """
        import sys
        print("out"); print("err", file=sys.stderr); print(1 / 3, 2 == 2, sep="|")
    """,
    "globals": """
        print([k for k in globals()], __name__, __doc__, __package__, __spec__, __file__, __cached__, __annotations__)
        print(type(__loader__).__name__, __builtins__, __loader__.path, __loader__.name)
        import sys
        print(sys.modules["__main__"].__dict__ is globals(), sys.path[0], sys.argv)
    """,
    "docstring": '''
        """What it says."""
        from __future__ import annotations
        def f(x: Unknown) -> Missing:
            """Says f."""
            return x / 2
        class C:
            """Says C."""
            y: Nowhere = 3
        print(__doc__, f.__doc__, C.__doc__, f(3), f.__annotations__, C.__annotations__)
    ''',
    "raises": """
        def inner(a, b):
            total = a + 1
            return (total
                    / b)
        def outer(x):
            y = [inner(v, x - x) for v in range(1, 3)]
            return y
        outer(3)
    """,
    "carets": """
        import traceback
        x = {"a": {"b": 3}}
        def attempt(f):
            try:
                f()
            except Exception:
                traceback.print_exc()
        def one(): return x["a"]["c"]["d"] + 1
        def two(): value = x["a"]["b"] / 0 + 2
        def three(): return len(x) == undefined_name
        def four(): print("a", undefined + 1, f"{x['q']:.3f}")
        def five(): x += 1
        def six():
            s = "a"
            s -= 1
        def seven(): return sum([1, "a"]) + 1
        def eight(): return x.mean() + 1
        def nine(): a, b = x["a"], 1, 2
        def ten(): return "%d %d" % (1, "x")
        def eleven(): return "{} {}".format(1 / 0, 2)
        def twelve(): [].append(1 / 0)
        def thirteen(): return (
            x
            .get("a")
            .mean()
        )
        def fourteen(): return [q for q in 5]
        def fifteen():
            for q in x["a"]["b"]: pass
        def sixteen(): return 1 / (x["a"]["b"] - 3)
        def seventeen(): return f"{x['a']['b'] / 0 = }"
        for f in (one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen,
                  fifteen, sixteen, seventeen):
            attempt(f)
    """,
    "chained": """
        def f():
            try:
                1 / 0
            except ZeroDivisionError as exc:
                raise ValueError("second") from exc
        try:
            f()
        except ValueError:
            {}["missing"]
    """,
    "group": """
        def f(n):
            try: return n / 0
            except ZeroDivisionError as e: return e
        if not hasattr(__builtins__, "ExceptionGroup"): raise SystemExit(0)
        raise ExceptionGroup("several", [f(1), ValueError("x"), ExceptionGroup("inner", [f(2)])])
    """,
    "exit-3": "import sys; print('x'); sys.exit(3)",
    "exit-text": "import sys; print('x'); sys.exit('the text')",
    "exit-none": "import sys; sys.exit(None)",
    "exit-big": "import sys; sys.exit(2**40 + 7)",
    "exit-bool": "import sys; sys.exit(True)",
    "exit-tuple": "import sys; sys.exit((1, 'a'))",
    "exit-subclass": "class Bye(SystemExit): pass\nraise Bye(4)",
    "exit-negative": "raise SystemExit(-1)",
    "os-exit": "import os; print('gone', flush=True); os._exit(9)",
    "interrupt": "import atexit; atexit.register(print, 'at exit')\ndef f(): raise KeyboardInterrupt\nf()",
    "killed": "import os, signal; print('x', flush=True); os.kill(os.getpid(), signal.SIGTERM); print('y')",
    "own-handler": """
        import os, signal, sys
        signal.signal(signal.SIGTERM, lambda n, f: sys.exit(5))
        os.kill(os.getpid(), signal.SIGTERM)
    """,
    "stdin": "print(input('name? ') + '!'); import sys; print(len(sys.stdin.read()))",
    "excepthook": "import sys\nsys.excepthook = lambda t, v, tb: print(t, v, tb.tb_lineno, tb.tb_next)\n1 / 0",
    "excepthook-fails": "import sys\ndef hook(*a): raise RuntimeError('hook')\nsys.excepthook = hook\n1 / 0",
    "excepthook-exits": "import sys\nsys.excepthook = lambda *a: sys.exit(6)\n1 / 0",
    "atexit": """
        import atexit, threading, time
        x = 3
        def last(): print("last", x / 2, x == 3)
        atexit.register(last)
        def work():
            time.sleep(0.2); y = x / 2; print("thread", y)
        threading.Thread(target=work).start()
        print("end"); {}["k"]
    """,
    "finalizer": """
        class A:
            def __init__(self, n): self.n = n
            def __del__(self): print("del", self.n / 2)
        a = A(3); a.me = a
        b = A(4)
    """,
    "thread-raises": """
        import threading
        def work(): return 1 / 0
        t = threading.Thread(target=work, name="w"); t.start(); t.join(); print("after")
    """,
    "pickle": """
        import pickle, copy
        class P:
            def __init__(self, x): self.x = x / 2
            def __eq__(self, other): return self.x == other.x
        def f(x): return x + 1
        print(pickle.dumps(P(3)), pickle.dumps(f))
        print(pickle.loads(pickle.dumps(P(3))) == P(3), pickle.loads(pickle.dumps(f))(3), P.__module__)
    """,
    "dataclass": """
        from dataclasses import dataclass, field
        import enum
        from typing import NamedTuple, TYPE_CHECKING
        if TYPE_CHECKING:
            import nothing_at_all
        @dataclass(order=True, frozen=True)
        class D:
            a: int = 1 + 1
            b: "list[int]" = field(default_factory=list)
            def half(self): return self.a / 2
        class E(enum.Enum):
            A = 1
            B = A + 1
            C = (A == 1)
        class N(NamedTuple):
            x: float = 1 / 4
        print(D(), D(3).half(), list(E), N(), D(1) < D(2))
    """,
    "class-bodies": """
        class K:
            __slots__ = ("__a", "b")
            base = 3
            table = [base * 1 for _ in range(2)] if False else [i for i in range(base)]
            total = base / 2
            for i in range(2):
                base += i
            def __init__(self):
                self.__a = self.base / 2
                self.b = __name__ == "__main__"
            def get(self):
                __x = self.__a
                __x /= 2
                return __x + self.__a
            @property
            def p(self): return self.__a == 1.5
            @staticmethod
            def s(x, y=base / 2): return x * y
        k = K(); print(k.get(), k.p, K.s(2), K.total, K.base, [n for n in dir(K) if "tieout" in n], k._K__a)
    """,
    "getsource": """
        import inspect
        def f(x):
            # a comment
            return x / 2  # another
        class C:
            def m(self): return 1 + f(2)
        print(inspect.getsource(f), inspect.getsource(C), inspect.getsourcefile(f), f.__code__.co_filename)
        print(f.__code__.co_firstlineno, f.__code__.co_varnames, f.__code__.co_freevars, inspect.signature(f))
        print(inspect.getmodule(f), f.__module__, f.__globals__ is globals())
    """,
    "fork": """
        import os, sys
        pid = os.fork()
        if pid == 0:
            x = 1 / 3
            print("child", x, flush=True)
            sys.exit(4)
        print("status", os.waitpid(pid, 0)[1], flush=True)
    """,
    "multiprocessing-fork": """
        import multiprocessing as mp
        def f(x): return x / 2
        if __name__ == "__main__":
            with mp.get_context("fork").Pool(2) as pool:
                print(pool.map(f, range(4)))
            p = mp.get_context("fork").Process(target=lambda: 1 / 0); p.start(); p.join(); print(p.exitcode)
            q = mp.get_context("fork").Process(target=__import__("time").sleep, args=(30,)); q.start(); q.terminate()
            q.join(); print(q.exitcode)
    """,
    "multiprocessing-spawn": """
        import multiprocessing as mp, sys
        def f(x): return x / 2, __name__
        if __name__ == "__main__":
            with mp.get_context("spawn").Pool(1) as pool:
                print(pool.map(f, range(3)))
            p = mp.get_context("spawn").Process(target=f, args=("a",)); p.start(); p.join(); print(p.exitcode)
    """,
    "recursion": """
        def k(n): k(n)
        try: k(1)
        except RecursionError as e: print(e)
        k(1)
    """,
    "recursion-noted": """
        def k(n): return k(n + 1) / 2
        try: k(1)
        except RecursionError as e: print(e)
        k(1)
    """,
    "deep-expression": "x = 1\nprint(" + " + ".join(["x"] * 3000) + ")",
    "syntax-error": "print('never')\ndef f(:\n    pass",
    "syntax-error-late": "print('never')\nfor i in range(3): pass\nreturn 3",
    "syntax-error-unclosed": "print('never'\nx = 1",
    "indentation-error": "if True:\nprint(1)",
    "syntax-warning": "x = 3\nprint(x is 3, '\\d')",
    "encoding": "# -*- coding: latin-1 -*-\nx = 'é'\nprint(len(x), ascii(x))",
    "siblings": """
        import sib, pack, pack.inner
        print(sib.half(3), pack.inner.VALUE, sib.__file__, sib.__cached__, sib.__spec__.name, sib, pack)
        import inspect, importlib, pickle
        print(inspect.getsource(sib.half), type(sib.__loader__).__mro__[-2].__name__)
        print(importlib.reload(sib) is sib, pickle.loads(pickle.dumps(sib.half)) is sib.half, pack.__path__)
        from pack.inner import fail
        fail(0)
    """,
    "sibling-raises": "import raising",
    "sibling-broken": "import broken",
    "sibling-imports-broken": "import imports_broken",
    "missing-import": "def f():\n    import not_there_at_all\nf()",
    "missing-name": "from sib import nothing_here",
    "missing-submodule": "import pack.nothing",
    "import-caught": """
        try: import broken
        except SyntaxError as e: print(e)
        try: import not_there
        except ImportError as e: print(e, e.name)
        try: from pack import zilch
        except ImportError as e: print(e)
    """,
    "generators": """
        def g(n):
            got = yield n / 2
            while got:
                got = yield got + n
            return n * 2
        def h():
            r = yield from g(3)
            yield r
        it = h(); print(next(it), it.send(4), it.send(5), next(it), list(x / 2 for x in range(3)))
        def bad():
            raise StopIteration
        def mean(x): return next(iter(x))
        def gen(): yield mean([])
        try: list(gen())
        except RuntimeError as e: print(e, repr(e.__cause__))
        try: mean([])
        except StopIteration: print("stopped")
    """,
    "async": """
        import asyncio
        async def f(x):
            await asyncio.sleep(0)
            return x / 2
        async def agen():
            for i in range(3):
                yield i * 1.5
        class CM:
            async def __aenter__(self): return 3
            async def __aexit__(self, *a): return False
        async def main():
            total = 0
            async for v in agen():
                total += v
            async with CM() as three:
                total /= await f(three)
            values = [v + 1 async for v in agen() if v == v]
            print(await f(3) == 1.5, total, values, await f(1) + await f(2), sum([await f(i) for i in range(3)]))
            return await f("x")
        asyncio.run(main())
    """,
    "globals-nonlocal": """
        count = 0
        def f():
            global count, made
            count += 1
            count /= 2
            made = count == 0.5
            inner = 1
            def g():
                nonlocal inner
                inner *= 3
                inner -= 1
                inner = inner + count
                return inner
            return g() + inner
        print(f(), count, made, sorted(k for k in globals() if "tieout" in k))
        def u():
            v += 1
        try: u()
        except UnboundLocalError as e: print(e)
        def u2():
            v /= 2
        u2()
    """,
    "match": """
        def f(x):
            match x:
                case [a, b] if a == b: return a / b
                case {"k": v, **rest}: return v, rest
                case int() | float() as n if n > 3: return n * 2
                case str(s): return s + s
                case _: return None
        print(f([2, 2]), f({"k": 1, "z": 2}), f(4.5), f("ab"), f(1))
    """,
    "stars": """
        a, *b = [1, 2, 3]; x, y = y0, x0 = 1.5, 2.5
        (p, q), r = (1, 2.0), 3
        print(*b, a, *[1 / 2], sep=", ", **{"end": "!\\n"}); print(x, y, x0, p, q, r, {**{"a": 1 / 2}}, [*b, a == 1])
        def f(*args, k=1 / 2, **kw): return args, k, kw
        print(f(*b, k=3 / 4, **{"z": a / 2}), max(*b, key=lambda v: -v))
        print("{} {k}".format(*b, k=1.5), "{0[1]}".format(b), "%s %s" % tuple(b), "%(a)s" % {"a": 1.5})
    """,
    "f-strings": """
        x, w = 3.14159, 12
        print(f"{x=} {x!r:>{w}} {x:{w}.{2}f} {x + 1 = } {'a' 'b'} {x:>{w}} {{}} {x == 3.14159} {w // 5!s:_>4}")
        print(f'''{
            x / 2
        :.3f}''', f"{f'{x:.1f}' + 'z'}", f"{[i / 2 for i in range(2)]}", f"{(lambda v: v / 2)(3)}")
    """,
    "walrus": """
        if (n := 10 / 4) > 2 and (m := n == 2.5): print(n, m)
        print([y := 1.5, y / 2], [last := i / 2 for i in range(3)], last)
        while (n := n - 1) > 0: print(n)
    """,
    "loops": """
        for i in range(2):
            for j in (1, 2):
                if j == 2: continue
                print(i / j)
            else: print("else")
        while i: i -= 1
        else: print("done", i)
        try:
            for z in 5: pass
        except TypeError as e: print(e)
        print({k: v / 2 for k, v in {"a": 1}.items() if v == 1 if k}, {v / 2 for v in (1,)}, [a * b for a in (1, 2) for b in (a, 3)])
    """,
    "operators": """
        class V:
            def __init__(self, n): self.n = n
            def __add__(self, o): print("add", self.n); return NotImplemented
            def __radd__(self, o): print("radd", self.n); return 1
            def __eq__(self, o): print("eq", self.n); return NotImplemented
            def __itruediv__(self, o): print("itruediv"); return self
            def __lt__(self, o): raise ValueError("no order")
            __hash__ = None
            def mean(self, *a, **k): print("mean", a, k); return 2
            def eq(self, other): print("eq call"); return [other]
        a, b = V(1), V(2)
        print((a == b), (a == b) == (b == a), a + b if False else 0)
        a /= 3; print(a.n, a.mean(1, *[2], k=3, **{"z": 4}), V(5).mean(), a.eq(b) == [b], sum([1, 2], start=3))
        def f(): print("f"); return V(3)
        def g(): print("g"); return V(4)
        print(1 + f(), f() == g())
        r = f() < g()
    """,
    "text-building": """
        s = ""
        for i in range(3):
            s += "a"; s = s + "b"; s = s + str(i) + "c"
        s *= 2
        b = b"x"; b += b"y"
        l = [1]; m = l; l += [2]; l = l + [3]; l *= 2
        print(s, b, l, m, [1] * 3, "x" * 2 + "y", "a" == "a", (1, 2) + (3,))
    """,
    "lambdas-and-decorators": """
        import functools, marshal
        def deco(n):
            def wrap(f):
                @functools.wraps(f)
                def inner(*a): return f(*a) / n
                return inner
            return wrap
        @deco(1 + 1)
        def f(x, y=3 / 2): return x * y
        g = lambda x: x / 2 == 1
        print(f(2), g(2), f.__defaults__, f.__wrapped__.__defaults__, (lambda: print(1 / 2))(), len(marshal.dumps(g.__code__)) > 0)
    """,
    "locals": """
        def f(a):
            b = a / 2
            c = (a + 1) / (b + 2)
            return dict(locals())
        print(f(3), sorted(vars(__import__("types").SimpleNamespace(a=1))))
        exec("z = 1 / 4; print(z == 0.25)"); print(eval("z + 1"))
    """,
    "type-hints": """
        import typing
        class C:
            x: int
            def f(self, a: "C", b: typing.List[int] = [1]) -> "float": return 1 / 2
        y: float = 3 / 4
        print(typing.get_type_hints(C.f), __annotations__)
    """,
    "assertion": "x = [1, 2]\nassert len(x) == 2, x\nassert sum(x) / 2 == 4, f'got {sum(x) / 2}'",
    "print-stack-of-exceptions": """
        import traceback, sys
        def f(): return g() + 1
        def g():
            try: return 1 / (2 - 2)
            except ZeroDivisionError:
                print(traceback.format_exc()); print(sys.exc_info()[2].tb_lineno)
                raise
        try: f()
        except Exception as e: traceback.print_exception(e)
    """,
    "warnings": """
        import warnings
        def f(): warnings.warn("careful"); return 1 / 2
        x = f() + f()
        def g(): warnings.warn("above", stacklevel=2)
        y = [g(), g()]
    """,
    "numpy": """
        import numpy as np, warnings
        a = np.arange(6.0); b = np.array([0, 1, 2, 3, 4, 9])
        print((a == b).mean(), np.mean(a), a.sum().item(), (a / 2)[1], np.equal(a, b).sum())
        x = a / (a - a)
        a /= 2; a -= a.mean()
        print(a, float((a > 0).sum()) / len(a))
        try: a + np.arange(3)
        except ValueError as e: print(e)
        if a == b: pass
    """,
}


def launch(folder: Path, *command: str, stdin: str = "Ada\nmore\n") -> tuple[str, str, int]:
    """Run Python in a folder; give standard output, standard error and return code."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
        check=False,
    )
    return done.stdout, done.stderr, done.returncode


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a driver, and modules and packages that scripts import."""
    path = tmp_path_factory.mktemp("user")
    files = {
        "drive.txt": DRIVER.format(source=str(SOURCE)),
        "sib.py": "def half(x):\n    return x / 2\n\nprint('sib', __name__, half(5))\n",
        "raising.py": "def f(n):\n    return n / 0\n\nf(3)\n",
        "broken.py": "x = 1\ndef f(:\n    pass\n",
        "imports_broken.py": "import broken\n",
        "pack/__init__.py": "from . import inner\nSIZE = 3 / 2\n",
        "pack/inner.py": "from .. import pack if False else None\n",
        "pack/__main__.py": "import sys\nfrom .inner import VALUE\nprint(__name__, __package__, __spec__.name, VALUE, sys.argv[1:], sys.path[0])\n",
        "app/__main__.py": "import sys, helper\nprint(__name__, __package__, sys.argv, sys.path[0], helper.X)\nprint(1 / 0)\n",
        "app/helper.py": "X = 3 / 4\n",
    }
    files["pack/inner.py"] = (
        "from . import __name__ as own\nVALUE = len(own) / 2\n\ndef fail(n):\n    return VALUE / n\n"
    )
    for name, text in files.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_text(text)
    for name, text in SCRIPTS.items():
        body = textwrap.dedent(text).strip("\n") + "\n"
        (path / f"t_{name.replace('-', '_')}.py").write_bytes(body.encode("latin-1" if name == "encoding" else "utf-8"))
    return path


def both(folder: Path, *command: str) -> tuple[tuple[str, str, int], tuple[str, str, int]]:
    """Run a command line plainly and recorded."""
    driver = (folder / "drive.txt").read_text()
    return launch(folder, *command), launch(folder, "-c", driver, *command)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_says_and_returns_the_same(folder: Path, name: str) -> None:
    plain, noted = both(folder, f"t_{name.replace('-', '_')}.py", "an", "--argument=1")
    assert noted == plain


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "pack", "x"),
        ("-m", "pack.inner"),
        ("-m", "t_raises"),
        ("-m", "t_interrupt"),
        ("-m", "t_exit_text"),
        ("-m", "t_syntax_error"),
        ("-m", "t_recursion"),
        ("-m", "t_multiprocessing_spawn"),
        ("-m", "pack.absent"),
        ("app", "x"),
        ("./t_prints.py",),
        ("app/../t_globals.py",),
        ("app/__main__.py",),
    ],
    ids=" ".join,
)
def test_modules_and_folders_run_as_they_do(folder: Path, command: tuple[str, ...]) -> None:
    plain, noted = both(folder, *command)
    assert noted == plain


def merged(folder: Path, *command: str) -> tuple[bytes, int]:
    """Run Python with both streams in one file, as `> log 2>&1` does."""
    with (folder / "log").open("w+b") as log:
        code = subprocess.call([sys.executable, *command], cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        log.seek(0)
        return log.read(), code


@pytest.mark.parametrize("command", ["t_raises.py", "t_exit_text.py", "t_atexit.py", "t_prints.py", "-m t_exit_text"])
def test_output_and_errors_come_in_the_same_order(folder: Path, command: str) -> None:
    driver = (folder / "drive.txt").read_text()
    assert merged(folder, "-c", driver, *command.split()) == merged(folder, *command.split())


# Writes a line to a file when recording begins and when it ends.
TOLD = """
import os, sys
sys.path.insert(1, {source!r})
from tieout.record.runner import run_script
class Sink:
    def __getattr__(self, name):
        return lambda *values: None
def tell(word):
    with open("told", "a") as stream:
        stream.write(word + "\\n")
begin = lambda notes: tell("begin")
end = lambda: tell("end " + str(type(sys.exc_info()[1]).__name__))
sys.exit(run_script(sys.argv[1], sys.argv[2:], module=False, sink=Sink(), begin=begin, end=end))
"""


@pytest.fixture
def telling(folder: Path) -> Path:
    """Give the folder with an empty file of what is told."""
    (folder / "told").write_text("")
    return folder


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("prints", "NoneType"),
        ("raises", "ZeroDivisionError"),
        ("exit-3", "SystemExit"),
        ("interrupt", "KeyboardInterrupt"),
        ("fork", "NoneType"),
        ("killed", "NoneType"),
    ],
)
def test_the_end_is_told_once_whatever_it_is(telling: Path, name: str, outcome: str) -> None:
    launch(telling, "-c", TOLD.format(source=str(SOURCE)), f"t_{name.replace('-', '_')}.py")
    assert (telling / "told").read_text().splitlines() == ["begin", f"end {outcome}"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_from_outside_ends_the_run_as_it_would(telling: Path, number: int) -> None:
    (telling / "waits.py").write_text("import time\nprint('ready', flush=True)\ntime.sleep(30)\nprint('late')\n")
    ends = []
    for extra in ([], ["-c", TOLD.format(source=str(SOURCE))]):
        process = subprocess.Popen(
            [sys.executable, *extra, "waits.py"],
            cwd=telling,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.1)
        process.send_signal(number)
        ends.append((*process.communicate(timeout=20), process.returncode))
    assert ends[0] == ends[1]
    assert ends[0][2] == -number
    assert (telling / "told").read_text().splitlines()[0] == "begin"
    assert (telling / "told").read_text().splitlines()[1].startswith("end ")


def test_a_failing_end_does_not_change_the_outcome(folder: Path) -> None:
    driver = TOLD.format(source=str(SOURCE)).replace("end = lambda:", "end = lambda: 1 / 0 or")
    assert launch(folder, "-c", driver, "t_exit_3.py") == launch(folder, "t_exit_3.py")


@pytest.mark.parametrize(
    ("target", "module", "slug", "fix"),
    [
        ("t_print.py", False, "no-such-script", "t_prints.py"),
        ("nowhere/x.py", False, "no-such-script", "give the path"),
        ("pack/..", False, "no-main-in-folder", "name the script"),
        ("not_a_module_at_all", True, "no-such-module", "run from the folder"),
    ],
)
def test_a_target_that_is_not_there_is_a_usage_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, target: str, module: bool, slug: str, fix: str
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(TieoutError) as caught:
        run_script(target, [], module=module, sink=None, begin=lambda notes: None, end=lambda: None)  # type: ignore[arg-type]
    assert (caught.value.slug, caught.value.code) == (slug, 2)
    assert fix in caught.value.fix


def test_no_cached_file_is_read_or_written_for_the_users_modules(folder: Path) -> None:
    cached = folder / "__pycache__"
    driver = (folder / "drive.txt").read_text()
    subprocess.run([sys.executable, "-c", driver, "t_siblings.py"], cwd=folder, capture_output=True, check=False)
    assert not cached.exists()


@pytest.mark.torch
def test_torch_compile_sees_the_users_own_bytecode(folder: Path) -> None:
    """Graphs, graph breaks and counters are those of a plain run."""
    pytest.importorskip("torch")
    (folder / "compiled.py").write_text(COMPILED)
    plain, noted = both(folder, "compiled.py")
    assert plain[2] == 0, plain[1]
    assert (noted[0], noted[2]) == (plain[0], plain[2])


COMPILED = """
import torch
from torch._dynamo.utils import counters

def helper(a):
    return a / 2 + a.mean()

def score(x, y):
    z = x + y
    w = torch.relu(helper(z)) / 2
    acc = (w == y).float().mean()
    return w * acc

class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(3, 3)
        self.k = 2.0

    def forward(self, x):
        y = x * 2 - self.layer(x).mean()
        y /= self.k
        return y

@torch.compile(backend="eager")
def breaks(x):
    y = x / 2
    print("break", y.sum().item() / 2)
    return y + helper(x)

torch.manual_seed(0)
for whole in (True, False):
    torch._dynamo.reset()
    print(torch.compile(score, backend="eager", fullgraph=whole)(torch.ones(3), torch.ones(3)))
    print(torch.compile(Net(), backend="eager", fullgraph=whole)(torch.ones(3)))
print(breaks(torch.ones(2)))
print({k: dict(v) for k, v in counters.items() if k in ("frames", "graph_break", "stats")})
print(torch.export.export(Net(), (torch.ones(3),)).graph)
print(torch.fx.symbolic_trace(Net()).code, torch.jit.script(Net()).code)
"""

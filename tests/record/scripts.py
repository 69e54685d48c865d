"""Small scripts that begin, import and end in every way; each is run plainly and recorded."""

from __future__ import annotations

from record.language import LANGUAGE

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
        class Z:
            def mean(self, *a): raise ValueError(a)
            def eq(self, other): return 1 / other
        z = Z()
        def eighteen(): return (
            z
            .mean(1,
                  2)
        ) + 1
        def nineteen(): return z.mean(
            x)
        def twenty(): return 1 + (z
            .eq(0))
        for f in (eighteen, nineteen, twenty, one, two,
                  three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen,
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
}
SCRIPTS.update(LANGUAGE)

# What `torch.compile` and its relatives make of a script shows whether they saw the notes.
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

"""Small scripts that use the corners of the language; each is run plainly and recorded."""

from __future__ import annotations

LANGUAGE: dict[str, str] = {
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
        print({k: v / 2 for k, v in {"a": 1}.items() if v == 1 if k}, {v / 2 for v in (1,)})
        print([a * b for a in (1, 2) for b in (a, 3)])
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
        print(f(2), g(2), f.__defaults__, f.__wrapped__.__defaults__, (lambda: print(1 / 2))())
        print(marshal.dumps(g.__code__))
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

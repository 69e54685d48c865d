"""Measure what recording and explaining cost, as ratios to the plain script, and write docs/performance.md.

    python bench/perf/run.py                     everything, about twenty minutes on a quiet machine; writes the page
    python bench/perf/run.py --only NAME ...     some of it; prints the tables, writes nothing
    python bench/perf/run.py --quick             a part in under two minutes, held against the ratios kept

NAME is a workload (`torch_mlp`), `explain`, `memory`, `start` or `traincheck`, and may hold * and ?. Nothing fails for
being slow: times are told, never tested.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
from collections.abc import Callable, Sequence

import explaining
import memory
import page
import recording
import starting
from processes import Failed

QUICK = ("torch_mlp", "explain:10000:light", "start")
QUICK_TIMES, FULL_TIMES = 2, 7


def parts() -> dict[str, Callable[[page.Found, int], str]]:
    """Give everything there is to measure, by name; each puts what it finds down and says it in one line."""
    found: dict[str, Callable[[page.Found, int], str]] = {}
    for one in recording.WORKLOADS:
        found[one.name] = lambda into, times, one=one: _cost(into, one, times)
    for size in explaining.SIZES:
        name = f"explain:{size.rows}:{size.network}"
        found[name] = lambda into, times, size=size: _explained(into, size, times)
    for rows in memory.ROWS:
        found[f"memory:{rows}"] = lambda into, times, rows=rows: _held(into, rows, times)
    found["start"] = _started
    found["traincheck"] = _traincheck
    return found


def _cost(into: page.Found, one: recording.Workload, times: int) -> str:
    cost = recording.measured(one, times)
    into.costs.append(cost)
    beside = f", MLflow {cost.ratio('mlflow').told()}" if one.mlflow else ""
    return f"recorded over plain {cost.ratio('tieout').told()}, plain over plain {cost.noise().told()}{beside}"


def _explained(into: page.Found, size: explaining.Size, times: int) -> str:
    one = explaining.measured(size, times)
    into.explained.append(one)
    return f"{one.passes().told()} passes of {one.one_pass():.2f} s"


def _held(into: page.Found, rows: int, times: int) -> str:
    one = memory.measured(rows, times)
    into.held.append(one)
    return one.failure or f"{one.plain.median / 1e6:.0f} MB plain, {one.recorded.median / 1e6:.0f} MB recorded"


def _started(into: page.Found, times: int) -> str:
    into.starts = starting.measured(max(times, FULL_TIMES))
    return ", ".join(f"{one.says} {one.seconds.median * 1000:.0f} ms" for one in into.starts.each)


def _traincheck(into: page.Found, times: int) -> str:
    into.no_traincheck = recording.traincheck()
    if into.no_traincheck:
        return into.no_traincheck
    told = []
    for one in [one for one in recording.WORKLOADS if one.traincheck]:
        ratio = recording.beside_traincheck(one, min(times, recording.TRAINCHECK_TIMES))
        into.collected[one.name] = ratio
        told.append(f"{one.name} {ratio.told('.0f')}")
    return ", ".join(told)


def measure(names: Sequence[str], times: int) -> page.Found:
    """Measure the parts of these names; one that fails is told and left out."""
    found = page.Found()
    for name, part in parts().items():
        if any(fnmatch.fnmatch(name, wanted) or name.startswith(f"{wanted}:") for wanted in names):
            try:
                said = part(found, times)
            except Failed as failure:
                found.failures.append(f"{name}: {failure}")
                said = f"failed: {failure}"
            print(f"{name}: {said}", flush=True)
    return found


def main() -> int:
    """Measure, and write the page if everything was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, help=f"runs of each way; {FULL_TIMES} by default, {QUICK_TIMES} if quick")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="what to measure; nothing is written")
    parser.add_argument("--quick", action="store_true", help="a part, held against the ratios of the last full run")
    arguments = parser.parse_args()
    names = arguments.only or (QUICK if arguments.quick else ("*",))
    times = arguments.times or (QUICK_TIMES if arguments.quick else FULL_TIMES)
    found = measure(names, times)
    if arguments.quick:
        print("\n".join(page.against(found.ratios(), page.kept())))
    elif arguments.only:
        print(page.text(found, times))
    else:
        page.PAGE.write_text(page.text(found, times), encoding="utf-8")
        page.KEPT.write_text(json.dumps(found.ratios(), indent=1) + "\n", encoding="utf-8")
        print(f"wrote {page.PAGE.name}")
    for name in found.late():
        print(f"misses its aim: {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Writes the pages of docs/ that are made from the code: a page for each cause, their index, the support table.

python tools/gen_docs.py            write them
python tools/gen_docs.py --check    write nothing; exit 1 if a page is stale
"""

import importlib
import inspect
import json
import pkgutil
import sys
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
NOTE = "<!-- made by tools/gen_docs.py from {source}; edit that, then `make docs` -->"
KINDS = {
    "by-design": "by design: the framework does this on purpose",
    "mistake": "mistake: the code or the data is wrong",
    "environment": "environment: data, hardware or versions changed",
    "noise": "noise: what a finite sample gives",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A cause that has its file: what the file declares and what its docstring says."""

    cause: Any
    text: str
    source: str


@cache
def listed() -> dict[str, Any]:
    """Read the closed list of causes."""
    with (ROOT / "src/tieout/causes/causes.json").open(encoding="utf-8") as file:
        return dict(json.load(file))


def modules(package: str) -> list[ModuleType]:
    """Import the modules directly in a package, private ones left out; none if there is no such package."""
    try:
        room = importlib.import_module(package)
    except ModuleNotFoundError as error:
        if not package.startswith(str(error.name)):
            raise
        return []
    names = sorted(found.name for found in pkgutil.iter_modules(room.__path__) if not found.name.startswith("_"))
    return [importlib.import_module(f"{package}.{name}") for name in names]


@cache
def written() -> dict[str, Written]:
    """Give every cause that has a file, by its id."""
    found = {}
    for family in listed()["families"]:
        for module in modules(f"tieout.causes.{family}"):
            source = Path(str(module.__file__)).relative_to(ROOT).as_posix()
            found[module.CAUSE.id] = Written(module.CAUSE, inspect.cleandoc(module.__doc__ or ""), source)
    return found


@cache
def adapters() -> list[Any]:
    """Give the adapters that have a lever, which are those of frameworks with models."""
    found = [module.ADAPTER for module in modules("tieout.adapters")]
    return [adapter for adapter in found if adapter.levers]


def markdown(docstring: str) -> str:
    """Turn the indented lines under `Bad:` and `Good:` into fenced Python; the rest is Markdown already."""
    out: list[str] = []
    lines = docstring.splitlines()
    while lines:
        line = lines.pop(0)
        if line.rstrip(":") not in {"Bad", "Good"} or not line.endswith(":"):
            out.append(line)
            continue
        code = []
        while lines and (not lines[0].strip() or lines[0][0].isspace()):
            code.append(lines.pop(0))
        block = textwrap.dedent("\n".join(code)).strip("\n")
        out += [f"**{line.rstrip(':')}**", "", "```python", block, "```", ""]
    return "\n".join(out).strip()


def support(cause: Any, adapter: Any) -> tuple[str, str]:
    """Tell whether a cause can be measured with a framework, and if not, why."""
    lacking = sorted(cause.needs - adapter.levers, key=lambda lever: lever.value)
    if not lacking:
        return "yes", ""
    return "no", "; ".join(adapter.not_supported[lever] for lever in lacking)


def looks_at(cause: Any) -> str:
    """Say what a cause is found in: one score, or two that are compared."""
    ways = ["one score against the reference way of measuring"] if cause.examine else []
    ways += ["two scores against each other"] if cause.compare else []
    return ", and ".join(ways)


def cause_page(entry: dict[str, str], found: Written) -> str:
    """Make the page of one cause."""
    needs = ", ".join(sorted(lever.value for lever in found.cause.needs))
    rows = [
        NOTE.format(source=found.source),
        f"# {entry['id']}",
        f"**{found.cause.title[0].upper()}{found.cause.title[1:]}.** In a statement: {entry['says']}.",
        markdown(found.text),
        "## How it is found and measured",
        (
            f"- usual kind: {KINDS[entry['kind']]}\n"
            f"- looked for in: {looks_at(found.cause)}\n"
            f"- {'replayed by moving: ' + needs if needs else 'recomputed from what was recorded, without a replay'}"
        ),
    ]
    reasons = [(adapter.name, support(found.cause, adapter)[1]) for adapter in adapters()]
    if any(why for _, why in reasons):
        rows.append("\n".join(f"- not measured with {name}: {why}" for name, why in reasons if why))
    return "\n\n".join(rows) + "\n"


def index_page() -> str:
    """Make the list of all causes by family; ids that nothing looks for yet are said to be so."""
    rows = [
        NOTE.format(source="src/tieout/causes"),
        "# Causes",
        (
            "A statement names causes by these ids and no others. "
            "Those without a link are reserved: tieout does not look for them yet."
        ),
    ]
    for family, about in listed()["families"].items():
        table = ["| cause | usual kind | in a statement |", "| --- | --- | --- |"]
        for entry in listed()["causes"]:
            if entry["id"].startswith(f"{family}."):
                shown = f"[{entry['id']}]({entry['id']}.md)" if entry["id"] in written() else entry["id"]
                table.append(f"| {shown} | {entry['kind']} | {entry['says']} |")
        rows += [f"## {family}: {about}", "\n".join(table)]
    return "\n\n".join(rows) + "\n"


def support_page() -> str:
    """Make the table of causes and frameworks, with the reason for every no."""
    names = [adapter.name for adapter in adapters()]
    table = [f"| cause | {' | '.join(names)} |", f"| --- |{' --- |' * len(names)}"]
    reasons: list[str] = []
    for key, found in written().items():
        cells = []
        for adapter in adapters():
            answer, why = support(found.cause, adapter)
            if why and why not in reasons:
                reasons.append(why)
            cells.append(f"{answer} [{reasons.index(why) + 1}]" if why else answer)
        table.append(f"| [{key}](causes/{key}.md) | {' | '.join(cells)} |")
    rows = [
        NOTE.format(source="the declarations in src/tieout/causes and src/tieout/adapters"),
        "# What can be measured where",
        (
            "A cause says which levers a replay needs, an adapter which levers it has. "
            "Where one is lacking the reason is given below the table, and a cause that is seen all the same "
            "is reported as not measured."
        ),
        "Versions: " + ", ".join(f"{adapter.name} {adapter.supports}" for adapter in adapters()) + ".",
        "\n".join(table),
    ]
    if reasons:
        rows.append("\n".join(f"{number}. {why}" for number, why in enumerate(reasons, start=1)))
    return "\n\n".join(rows) + "\n"


def pages() -> dict[Path, str]:
    """Give the text of every generated page by its path."""
    entries = {entry["id"]: entry for entry in listed()["causes"]}
    made = {DOCS / "causes" / f"{key}.md": cause_page(entries[key], found) for key, found in written().items()}
    return made | {DOCS / "causes" / "README.md": index_page(), DOCS / "support.md": support_page()}


def stale() -> list[str]:
    """Name the pages that lack, differ from the code, or are left over."""
    made = pages()
    wrong = [path for path, text in made.items() if not path.is_file() or path.read_text("utf-8") != text]
    left = [path for path in (DOCS / "causes").glob("*.md") if path not in made]
    return sorted(path.relative_to(ROOT).as_posix() for path in wrong + left)


def main() -> int:
    """Write the pages, or check them."""
    wrong = stale()
    if "--check" in sys.argv[1:]:
        for page in wrong:
            print(f"{page} is stale: run `make docs`")
        return 1 if wrong else 0
    made = pages()
    for page in wrong:
        path = ROOT / page
        if path not in made:
            path.unlink()
            print(f"removed {page}")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], "utf-8")
        print(f"wrote {page}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

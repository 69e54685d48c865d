"""What the project says about itself agrees with itself: dependencies and pins, make targets, links."""

import re
import tomllib
from pathlib import Path

import pytest

import tieout

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def package(requirement: str) -> str:
    """Give the name in a requirement: `scipy>=1.11` is about scipy."""
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower()


def required() -> set[str]:
    """Give every package that any installation of tieout asks for."""
    asked = list(PROJECT["dependencies"])
    for extra in PROJECT["optional-dependencies"].values():
        asked += extra
    return {package(requirement) for requirement in asked} - {"tieout"}


def pins() -> dict[str, str]:
    """Give the constraint of each package in constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return {package(line): line for line in lines if line and not line.startswith("#")}


def test_every_dependency_is_pinned_for_development() -> None:
    """constraints.txt names the packages of pyproject.toml, no more and no fewer."""
    assert set(pins()) == required()


def test_a_pin_is_a_pin() -> None:
    """A constraint fixes at least the first two parts of the version."""
    assert [line for line in pins().values() if not re.fullmatch(r"[a-z0-9-]+==\d+\.\d+(\.\d+|\.\*)", line)] == []


def test_a_dependency_has_a_lower_bound_and_no_upper_one() -> None:
    """The package itself keeps open ranges."""
    asked = [*PROJECT["dependencies"], *(r for extra in PROJECT["optional-dependencies"].values() for r in extra)]
    open_range = re.compile(r"[a-z0-9-]+>=[0-9.]+|tieout\[[a-z,]+\]")
    assert [requirement for requirement in asked if not open_range.fullmatch(requirement)] == []


def test_the_version_is_in_the_changelog_or_to_come() -> None:
    """CHANGELOG.md has a section for this version, or one for what is not released yet."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{tieout.__version__}]" in text or "## [Unreleased]" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """A relative link of a page points at a file of the repository."""
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_make_targets_in_pages_exist(page: Path) -> None:
    """A page that says `make lint` means a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = page.read_text("utf-8")
    said = set(re.findall(r"(?:^|`)make (?:[A-Z]+=\S+ )*([a-z-]+)", text, re.MULTILINE))
    assert said <= targets

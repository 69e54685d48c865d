"""Every message has its paragraph in docs/messages.md, and every paragraph a message."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE_THE_CLASS = {"unexpected"}  # not raised by us: whatever nobody foresaw


def raised() -> set[str]:
    """Collect the slug of every TieoutError that the source makes."""
    slugs = set()
    for path in (ROOT / "src" / "tieout").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TieoutError":
                slug = node.args[0]
                assert isinstance(slug, ast.Constant), f"{path.name}:{node.lineno}: a slug is a literal"
                slugs.add(slug.value)
    return slugs


def test_messages_and_their_page_agree() -> None:
    """No message without an explanation, no explanation of a message that is gone."""
    page = (ROOT / "docs" / "messages.md").read_text("utf-8")
    described = re.findall(r"^### (\S+)$", page, re.MULTILINE)

    assert sorted(described) == sorted(raised() | OUTSIDE_THE_CLASS)

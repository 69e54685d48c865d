"""The pages made from the code are those in the repository."""

from gen_docs import markdown, stale


def test_no_generated_page_is_stale() -> None:
    """`make docs` leaves no difference."""
    assert stale() == []


def test_bad_and_good_become_code() -> None:
    """The indented blocks of a docstring are fenced, what follows them is prose again."""
    docstring = "A sentence.\n\nBad:\n    model(x)\n\n    print(1)\n\nGood:\n    model.eval()\n\nMore."
    expected = (
        "A sentence.\n\n**Bad**\n\n```python\nmodel(x)\n\nprint(1)\n```\n\n"
        "**Good**\n\n```python\nmodel.eval()\n```\n\nMore."
    )
    assert markdown(docstring) == expected

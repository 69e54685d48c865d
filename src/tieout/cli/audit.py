"""`tieout audit`: set a reported number against a saved model and data, without anything recorded."""

from __future__ import annotations

from typing import Any

import click

from tieout.cli import output
from tieout.cli.explain import text_of, write_page

EXAMPLES = """\b
Examples:
  tieout audit --model model.keras --data test.npz --reported accuracy=0.953
  tieout audit --model weights.pt --loader my_module:build --data test.csv --labels target --reported 0.953
  tieout audit --model model.joblib --trust --data test.parquet --labels y --reported f1=0.91
  tieout audit --model model.onnx --data x.npy --labels y.npy --reported accuracy=95.3%
  tieout audit --predictions p.npy --labels y.npy --reported accuracy=0.953
"""


@click.command(epilog=EXAMPLES, short_help="Set a reported number against a saved model and data.")
@click.option("--model", metavar="FILE", help="Keras archive, PyTorch weights, ONNX file, or a pickle with --trust.")
@click.option("--predictions", metavar="FILE", help="What the model gave for the rows, in place of a model.")
@click.option("--data", metavar="FILE", help="The rows: .npz, .npy, .csv, .tsv or .parquet.")
@click.option("--labels", metavar="NAME|FILE", help="Column or array of the data that holds the labels, or a file.")
@click.option("--reported", required=True, metavar="[METRIC=]NUMBER", help="The number as it was printed.")
@click.option("--train-data", metavar="FILE", help="The rows the model was trained on, before any transform.")
@click.option("--transform", "transforms", multiple=True, metavar="FILE", help="Fitted transform. May be repeated.")
@click.option("--loader", metavar="MODULE:FUNCTION", help="Your own function that builds the PyTorch model.")
@click.option("--trust", is_flag=True, help="Open pickles, which may run any code.")
@click.option("--json", "as_json", is_flag=True, help="Print the statement as JSON.")
@click.option("--markdown", is_flag=True, help="Print the statement as Markdown.")
@click.option("--html", "page", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True), help="Write a page.")
def audit(
    *,
    model: str | None,
    predictions: str | None,
    data: str | None,
    labels: str | None,
    reported: str,
    train_data: str | None,
    transforms: tuple[str, ...],
    loader: str | None,
    trust: bool,
    as_json: bool,
    markdown: bool,
    page: str | None,
) -> None:
    """Set a reported number against a saved model and data.

    The model scores the rows again, nothing is trained, and the answer is the same statement that `explain` gives.
    A number that another definition gives exactly is named by it. Without --trust nothing is opened that can run code.
    """
    if as_json and markdown:
        raise click.UsageError("--json and --markdown exclude each other")
    if (model is None) == (predictions is None):
        raise click.UsageError("give either --model or --predictions")
    if model is not None and data is None:
        raise click.UsageError("--model needs --data, the rows to score")
    metric, _, number = reported.rpartition("=")

    from tieout.audit.account import account
    from tieout.audit.sides import given_of

    given = given_of(
        model=model,
        predictions=predictions,
        data=data,
        labels=labels,
        metric=metric.strip(),
        train_data=train_data,
        transforms=transforms,
        loader=loader,
        trust=trust,
    )
    statement: Any = account(given, number.strip(), metric.strip() or given.metric_name)
    statement.check()
    if page is not None:
        write_page(statement, page)
    if page != "-":
        output.emit(text_of(statement, as_json=as_json, markdown=markdown))

"""`tieout fix`: write a mended copy of a model or of labels, with the score before and after."""

from __future__ import annotations

from typing import Any

import click

from tieout.cli import output

EXAMPLES = """\b
Examples:
  tieout fix --recalibrate-batchnorm --model model.keras --train-data train.npz --data test.npz --out better.keras
  tieout fix --from-checkpoint best.pt --model last.pt --loader my_module:build --data test.npz --out mended.pt
  tieout fix --label-map --predictions p.npy --labels y.npy --out labels.npy
"""


@click.command(epilog=EXAMPLES, short_help="Write a mended copy of a model or of labels.")
@click.option("--recalibrate-batchnorm", "recalibrate", is_flag=True, help="Running statistics over --train-data.")
@click.option("--from-checkpoint", "checkpoint", metavar="FILE", help="Take the arrays that differ from this file.")
@click.option("--label-map", "label_map", is_flag=True, help="Renumber the labels as the model has the classes.")
@click.option("--out", required=True, metavar="FILE", help="The new file; nothing is overwritten.")
@click.option("--model", metavar="FILE", help="The model to mend.")
@click.option("--predictions", metavar="FILE", help="What the model gave, for --label-map without a model.")
@click.option("--train-data", metavar="FILE", help="The rows the model was trained on.")
@click.option("--data", metavar="FILE", help="Rows with labels to score before and after.")
@click.option("--labels", metavar="NAME|FILE", help="Column or array of the data that holds the labels, or a file.")
@click.option("--transform", "transforms", multiple=True, metavar="FILE", help="Fitted transform. May be repeated.")
@click.option("--loader", metavar="MODULE:FUNCTION", help="Your own function that builds the PyTorch model.")
@click.option("--trust", is_flag=True, help="Open pickles, which may run any code.")
def fix(
    *,
    recalibrate: bool,
    checkpoint: str | None,
    label_map: bool,
    out: str,
    model: str | None,
    predictions: str | None,
    train_data: str | None,
    data: str | None,
    labels: str | None,
    transforms: tuple[str, ...],
    loader: str | None,
    trust: bool,
) -> None:
    """Write a mended copy of a model or of labels, and show the score before and after.

    Exactly one of the three ways is given. The file that is mended stays as it is.
    """
    if recalibrate + (checkpoint is not None) + label_map != 1:
        raise click.UsageError("give one of --recalibrate-batchnorm, --from-checkpoint and --label-map")
    if recalibrate and (model is None or train_data is None):
        raise click.UsageError("--recalibrate-batchnorm needs --model and --train-data")
    if checkpoint is not None and model is None:
        raise click.UsageError("--from-checkpoint needs --model")

    from tieout.audit import fix as mending
    from tieout.audit import models
    from tieout.audit.sides import given_of, rows_of

    known: dict[str, Any] = {"labels": labels, "metric": "", "transforms": transforms, "loader": loader, "trust": trust}
    scored = None
    if data is not None or label_map:
        scored = given_of(model=model, predictions=predictions, data=data, **known)
    if label_map:
        assert scored is not None
        done = mending.renumber(scored, out)
    else:
        assert model is not None
        loaded = scored.model if scored is not None else models.load(model, loader=loader, trust=trust)
        if checkpoint is not None:
            done = mending.from_checkpoint(loaded, checkpoint, scored, out, loader=loader)
        else:
            assert train_data is not None
            training = rows_of(train_data, labels, loaded, transforms, trust=trust)
            done = mending.recalibrate(loaded, training, scored, out)
    lines = [done.says]
    if done.before is not None and done.after is not None:
        lines.append(f"score on the given rows: {done.before:.4f} before, {done.after:.4f} after")
    lines.append(f"written to {done.file}")
    output.emit("\n".join(lines))

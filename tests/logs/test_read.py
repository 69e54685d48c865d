"""Logs written by the tools themselves are read back number for number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tieout.errors import TieoutError
from tieout.logs import Series, chosen, read

VALUES = [0.5, 0.75, 0.8125, 0.796875]


def _one(found: list[Series], tag: str) -> Series:
    return next(series for series in found if series.tag == tag)


@pytest.mark.keras  # the writer imports TensorFlow where it is installed
def test_tensorboard_event_files(tmp_path: Path) -> None:
    """Scalars that PyTorch's SummaryWriter wrote are read with their steps."""
    from torch.utils.tensorboard import SummaryWriter

    with SummaryWriter(str(tmp_path / "runs")) as writer:
        for step, value in enumerate(VALUES):
            writer.add_scalar("val/accuracy", value, step)
            writer.add_scalar("val/loss", 1 - value, step)
    found = read(tmp_path)
    assert _one(found, "val/accuracy").values == tuple(VALUES)
    assert _one(found, "val/loss").last == (3, 1 - VALUES[-1])
    assert _one(found, "val/accuracy").best(lowest=False) == (2, 0.8125)


@pytest.mark.keras
def test_a_torn_event_file_is_read_to_where_it_is_torn(tmp_path: Path) -> None:
    """The values before the tear are there."""
    from torch.utils.tensorboard import SummaryWriter

    with SummaryWriter(str(tmp_path)) as writer:
        for step, value in enumerate(VALUES):
            writer.add_scalar("accuracy", value, step)
    file = next(tmp_path.glob("*tfevents*"))
    file.write_bytes(file.read_bytes()[:-20])
    assert _one(read(file), "accuracy").values == tuple(VALUES[:-1])


MLFLOW = """
import sys, mlflow
mlflow.set_tracking_uri(sys.argv[1])
with mlflow.start_run():
    for step, value in enumerate([0.5, 0.75, 0.8125, 0.796875]):
        mlflow.log_metric("val_accuracy", value, step=step)
"""


@pytest.mark.slow
@pytest.mark.parametrize("store", ["folder", "database"])
def test_mlflow_stores(tmp_path: Path, store: str) -> None:
    """Metrics that MLflow logged are read from its folder and from its database, without MLflow."""
    path = tmp_path / ("mlruns" if store == "folder" else "mlflow.db")
    uri = path.as_uri() if store == "folder" else f"sqlite:///{path}"
    env = dict(os.environ, MLFLOW_ALLOW_FILE_STORE="true")
    subprocess.run([sys.executable, "-c", MLFLOW, uri], cwd=tmp_path, env=env, check=True, capture_output=True)
    assert _one(read(path), "val_accuracy").values == tuple(VALUES)
    assert _one(read(tmp_path if store == "folder" else path), "val_accuracy").steps == (0, 1, 2, 3)


def test_lightning_csv_logs(tmp_path: Path) -> None:
    """The table that Lightning's CSVLogger wrote is read, empty cells left out."""
    from lightning.pytorch.loggers import CSVLogger

    logger = CSVLogger(str(tmp_path))
    for step, value in enumerate(VALUES):
        logger.log_metrics({"train_loss": 1 - value, "epoch": step}, step=2 * step)
        logger.log_metrics({"val_acc": value, "epoch": step}, step=2 * step + 1)
    logger.save()
    found = read(tmp_path)
    assert _one(found, "val_acc").values == tuple(VALUES)
    assert _one(found, "val_acc").steps == (0, 1, 2, 3)


@pytest.mark.keras
def test_keras_csv_logger_and_history(tmp_path: Path) -> None:
    """The table of Keras' CSVLogger and its History written as JSON hold the same numbers."""
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    x = np.random.default_rng(0).normal(size=(64, 3))
    table = tmp_path / "training.csv"
    history = model.fit(x, x.sum(1), epochs=3, verbose=0, callbacks=[keras.callbacks.CSVLogger(str(table))])
    (tmp_path / "history.json").write_text(json.dumps(history.history))
    told = tuple(history.history["mae"])
    assert _one(read(tmp_path / "history.json"), "mae").values == told
    assert _one(read(table), "mae").values == pytest.approx(told, abs=1e-7)
    assert _one(read(table), "mae").unit == "epoch"


def test_trainer_state(tmp_path: Path) -> None:
    """The log history of a transformers trainer is read by steps."""
    history = [{"epoch": at + 1.0, "step": 50 * (at + 1), "eval_accuracy": v} for at, v in enumerate(VALUES)]
    (tmp_path / "trainer_state.json").write_text(json.dumps({"global_step": 200, "log_history": history}))
    series = _one(read(tmp_path), "eval_accuracy")
    assert (series.values, series.steps, series.unit) == (tuple(VALUES), (50, 100, 150, 200), "step")


def test_a_tag_may_follow_the_path(tmp_path: Path) -> None:
    """PATH:TAG picks one metric; one that is not there is told with those that are."""
    log = tmp_path / "log.csv"
    log.write_text("epoch,accuracy,loss\n0,0.5,1.0\n1,0.75,0.5\n")
    assert chosen(f"{log}:loss")[1] == "loss"
    assert chosen(str(log))[1] == ""
    with pytest.raises(TieoutError, match="accuracy, loss"):
        chosen(f"{log}:f1")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("log.json", b"{"),
        ("log.json", b"[" * 100_000),
        ("log.json", b'"text"'),
        ("log.csv", b""),
        ("log.csv", b"\xff\xfe\x00\x01"),
        ("run.tfevents.0", b"no event file"),
        ("mlflow.db", b"no database at all"),
    ],
)
def test_what_is_no_log_gets_one_clear_line(tmp_path: Path, name: str, content: bytes) -> None:
    """A file that holds no metric is said to, with what to do."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TieoutError) as failure:
        read(tmp_path / name)
    assert failure.value.fix
    assert str(tmp_path / name) in str(failure.value)


def test_a_missing_log(tmp_path: Path) -> None:
    """A path that is not there is said not to be."""
    with pytest.raises(TieoutError, match="cannot be read"):
        read(tmp_path / "nothing")


def test_steps_that_are_no_numbers(tmp_path: Path) -> None:
    """A counter of NaN or infinity counts as none; the values stand in the order they come."""
    table, state = tmp_path / "log.csv", tmp_path / "trainer_state.json"
    table.write_text("epoch,loss\n0,1.0\nnan,0.5\ninf,0.25\n")
    state.write_text('{"log_history": [{"step": NaN, "loss": 0.5}, {"step": Infinity, "loss": 0.25}]}')
    assert _one(read(table), "loss").values == (1.0, 0.5, 0.25)
    assert _one(read(state), "loss").values == (0.5, 0.25)

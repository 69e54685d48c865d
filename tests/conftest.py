"""What all tests share: the stage on which planted programs are played, and which tests stay in one process."""

import random
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from causes.harness import Scenes


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Scenes]:
    """Give the planted programs' statements, each played once however many tests ask and in whichever process."""
    base = tmp_path_factory.getbasetemp()
    played = Scenes((base if worker_id == "master" else base.parent) / "statements")
    yield played
    played.close()


@pytest.fixture(autouse=True)
def _seeded() -> None:
    """Start every test from the same random state: what a trained model scores must not depend on the tests before."""
    random.seed(0)
    np.random.seed(0)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests in one process, and all that import Keras in one: TensorFlow is then imported once.

    Programs are played by processes beside the tests, so those that only ask for statements may run anywhere.
    """
    for item in items:
        if "scenes" in getattr(item, "fixturenames", ()):
            continue
        group = "keras" if item.get_closest_marker("keras") else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))

"""Settings of estimators: what predictions are made with besides what a fit left."""

from collections.abc import Iterator

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from adapters.tapes import RecordingTape
from tieout.adapters.sklearn import ADAPTERS
from tieout.core.trial import Settings

X, Y = load_breast_cancer(return_X_y=True)


@pytest.fixture
def tape() -> Iterator[RecordingTape]:
    tape = RecordingTape()
    undo = [adapter.watch(tape) for adapter in ADAPTERS]
    yield tape
    for one in undo:
        one()
    assert tape.faults == []


def test_settings_are_read_by_part_and_set_for_a_replay(tape: RecordingTape) -> None:
    """A setting that predictions are made with moves them; those that only say how to work are none."""
    model = make_pipeline(StandardScaler(), KNeighborsClassifier(1, n_jobs=1)).fit(X[:200], Y[:200])
    model.predict(X[200:260])
    handle = tape.passes[-1]["handle"]
    config = handle.config()
    assert config["kneighborsclassifier"]["n_neighbors"] == 1
    assert "n_jobs" not in config["kneighborsclassifier"]
    moved = handle.forward([(X[200:260],)], Settings(config={"kneighborsclassifier": {"n_neighbors": 150}}))
    wanted = make_pipeline(StandardScaler(), KNeighborsClassifier(150)).fit(X[:200], Y[:200]).predict(X[200:260])
    assert np.array_equal(moved[0], wanted)
    assert model.get_params()["kneighborsclassifier__n_neighbors"] == 1
    with pytest.raises(ValueError, match="no setting"):
        handle.forward([(X[:1],)], Settings(config={"kneighborsclassifier": {"slope": 1}}))


def test_a_search_has_the_settings_of_its_best_model(tape: RecordingTape) -> None:
    """What predicts is the best model, also where it is taken out of the search."""
    search = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": [3, 7]}, cv=2).fit(X[:100], Y[:100])
    search.predict(X[:5])
    inside = tape.passes[-1]["handle"].config()
    search.best_estimator_.predict(X[:5])
    assert inside == tape.passes[-1]["handle"].config()
    assert inside[""]["n_neighbors"] in {3, 7}

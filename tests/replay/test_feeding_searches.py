"""The searches for how rows were prepared, on arrays whose right form is known."""

from collections.abc import Sequence
from itertools import pairwise, permutations
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from tieout.adapters.sklearn.watch import fitted_values
from tieout.arrays import as_numpy
from tieout.core.passes import Step
from tieout.renaming import cheapest
from tieout.replay.feeding.codes import Codes, _matched, _starts, _vocabularies, codes_of
from tieout.replay.feeding.gaps import _gap, _strange
from tieout.replay.feeding.images import detail, evenness
from tieout.replay.feeding.order import _circles, assigned, turned
from tieout.replay.feeding.paired import _codes
from tieout.replay.feeding.sequences import _cut, _moved, pad_value, padded_end
from tieout.replay.feeding.spelling import of_tokens
from tieout.replay.feeding.units import _transformed_before
from tieout.replay.rows.rebuild import rebuilt

RNG = np.random.default_rng(3)


def table(rows: int, seed: int) -> np.ndarray:
    """Give rows of six columns: three spread alike and told apart by what they vary with, three by their spread."""
    rng = np.random.default_rng(seed)
    base = rng.normal(size=(rows, 2))
    alike = np.stack([base[:, 0], 0.9 * base[:, 0] + 0.4 * base[:, 1], base[:, 1]], axis=1)
    alike /= alike.std(axis=0)
    return np.concatenate(
        [alike, rng.gamma(2, 2, (rows, 1)), 50 + rng.normal(size=(rows, 1)), alike[:, :1] ** 2], axis=1
    )


@pytest.mark.parametrize("order", [[1, 0, 2, 3, 4, 5], [0, 1, 2, 5, 4, 3], [5, 4, 3, 2, 0, 1]])
def test_an_order_of_columns_is_found(order: Sequence[int]) -> None:
    """Columns written in another order are put back, also those that differ only in what they vary with."""
    found = assigned(table(800, 1)[:, order], table(1200, 2))
    assert found is not None
    assert [order[n] for n in found] == list(range(6))


def test_columns_in_their_places_stay() -> None:
    """Two samples of the same columns give no other order."""
    assert assigned(table(300, 4), table(300, 5)) is None


def test_an_order_is_taken_apart_where_it_can_be() -> None:
    """Columns that change places among themselves can be put back without the others."""
    parts = [part.tolist() for part in _circles(np.array([1, 0, 2, 4, 5, 3]))]
    assert parts == [[1, 0, 2, 3, 4, 5], [0, 1, 2, 4, 5, 3]]
    assert not list(_circles(np.array([1, 0, 2])))


def test_every_turn_keeps_all_pixels() -> None:
    """Turning, mirroring and exchanging channels loses nothing, and each candidate differs from the images."""
    images = RNG.normal(size=(5, 3, 6, 6))
    for _, other in turned(images):
        assert other.size == images.size
        assert not np.array_equal(other.reshape(images.shape), images)
        assert np.array_equal(np.sort(other, axis=None), np.sort(images, axis=None))


def test_a_reshape_is_undone_by_one_of_the_turns() -> None:
    """Channels that a reshape moved are found: one candidate is the transposed original."""
    last = RNG.normal(size=(4, 6, 5, 3))
    reshaped, meant = last.reshape(4, 3, 6, 5), last.transpose(0, 3, 1, 2)
    assert any(other.shape == meant.shape and np.array_equal(other, meant) for _, other in turned(reshaped))


def encoder(words: Sequence[str]) -> Codes:
    """Give the codes of a list of categories, in its order."""
    step = Step("estimator", "LabelEncoder", "transform", None, None, {"classes_": np.array(words)}, None)
    return codes_of(step)[0]


def test_codes_are_written_in_the_numbers_of_training() -> None:
    """A category gets the number training gave it; one that training never had keeps its own."""
    own, training = encoder(["b", "c", "z"]), encoder(["a", "b", "c"])
    assert own.differs(training)
    assert own.onto(training, np.array([0, 1, 2, 1])).tolist() == [1, 2, 2, 2]
    assert not own.differs(encoder(["b", "c"]))


def test_words_of_a_list_may_be_counted_from_a_later_number() -> None:
    """Padding and unknown words stand before those of a list; a list may stand in the settings with other things."""
    own, training = encoder(["to", "mail", "b"]), encoder(["mail", "b", "to"])
    told = [own.counted_from(n).onto(training.counted_from(n), np.array([0, 3, 4])) for n in _starts(own, training)]
    assert [row.tolist() for row in told] == [[2, 3, 4], [0, 2, 4], [0, 2, 3]]
    settings = {"words": ["<pad>", "mail"], "length": 16, "tags": {"O": 1, "CITY": 2}, "twice": ["a", "a"]}
    found = {"words": {"<pad>": 0, "mail": 1}, "tags": {"O": 1, "CITY": 2}}
    assert dict(_vocabularies(settings)) == found


def test_codes_are_matched_by_their_company() -> None:
    """Exchanged codes are told by how often, and with which other values, they occur; the same codes are left alone."""
    rng = np.random.default_rng(11)

    def rows(count: int) -> np.ndarray:
        code = rng.choice(3, count, p=[0.5, 0.3, 0.2])
        return np.stack([code, rng.normal(size=count) + code], axis=1).astype(float)

    training, scored = rows(900), rows(600)
    moved = scored.copy()
    moved[:, 0] = np.array([2, 0, 1])[scored[:, 0].astype(int)]
    assert _matched(moved, training, 0) == {2.0: 0.0, 0.0: 1.0, 1.0: 2.0}
    assert _matched(scored, training, 0) is None


def sequences(*, front: bool) -> np.ndarray:
    """Give token rows of several lengths, padded at one end."""
    rng = np.random.default_rng(2)
    rows = np.zeros((60, 12), dtype=int)
    for row in rows:
        length = rng.integers(4, 13)
        row[slice(12 - length, 12) if front else slice(0, length)] = rng.integers(1, 9, length)
    return rows


def test_padding_is_moved_to_the_other_end() -> None:
    """The end that is padded is seen, and tokens keep their order when padding moves."""
    front, back = sequences(front=True), sequences(front=False)
    assert (pad_value(front), pad_value(back)) == (0.0, 0.0)
    assert (padded_end(front, 0.0), padded_end(back, 0.0)) == ("front", "back")
    assert np.array_equal(_moved(back, 0.0, front=True), front)
    assert np.array_equal(_moved(front, 0.0, front=False), back)


def test_rows_without_padding_have_no_pad_value() -> None:
    """Plain columns are no padded sequences."""
    assert pad_value(np.random.default_rng(0).integers(1, 9, (60, 12))) is None


def test_rows_get_another_length_at_the_padded_end() -> None:
    """Shorter rows are padded, longer ones cut, where training padded."""
    rows = np.array([[1, 2, 3, 4]])
    assert _cut(rows, 6, 0, "front").tolist() == [[0, 0, 1, 2, 3, 4]]
    assert _cut(rows, 3, 0, "back").tolist() == [[1, 2, 3]]


def test_sequences_are_padded_again_from_recorded_settings() -> None:
    """What pad_sequences did is done again from its settings alone."""
    pad = rebuilt(
        "keras", "pad_sequences", {"params": {"maxlen": 3, "padding": "pre", "truncating": "post", "value": 0.0}}
    )
    assert pad is not None
    assert pad([[1], [1, 2, 3, 4]]).tolist() == [[0, 0, 1], [1, 2, 3]]


def test_encoders_are_built_again_from_their_categories() -> None:
    """An OrdinalEncoder and a OneHotEncoder of another run encode by the categories it recorded."""
    params = {"categories_.0": np.array(["a", "b"]), "categories_.1": np.array([1, 2]), "params": {}}
    ordinal = rebuilt("sklearn.preprocessing._encoders", "OrdinalEncoder", params)
    one_hot = rebuilt("sklearn.preprocessing._encoders", "OneHotEncoder", params)
    assert ordinal is not None
    assert one_hot is not None
    rows = np.array([["b", 1], ["a", 2]], dtype=object)
    assert ordinal(rows).tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert one_hot(rows).tolist() == [[0, 1, 1, 0], [1, 0, 0, 1]]


def test_fine_detail_falls_with_smoothing_and_noise_is_even() -> None:
    """Smoother images have less fine detail; noise is spread evenly, edges on flat ground are not."""
    from scipy import ndimage

    squares = np.zeros((40, 24, 24))
    for at, image in enumerate(squares):
        image[4 + at % 7 : 12 + at % 5, 6:18] = 1.0
    found = [ndimage.gaussian_filter(squares, (0, width, width)) for width in (0.0, 0.6, 1.2)]
    assert all(np.median(detail(a)) > np.median(detail(b)) for a, b in pairwise(found))
    assert evenness(squares + RNG.normal(0, 0.3, squares.shape)) > 1.5 * evenness(squares)


def test_the_same_tokens_under_other_numbers_are_matched() -> None:
    """A renumbering is read off rows that were scored before; one that is no renumbering is none."""
    before = RNG.integers(0, 30, (60, 8)).astype(float)
    names = RNG.permutation(30).astype(float)
    found = _codes(names[before.astype(int)], before)
    assert found == {new: float(old) for old, new in enumerate(names.tolist())}
    assert _codes(before % 10, before) is None
    assert _codes(before, before % 10) is None
    assert _codes(RNG.normal(size=(60, 8)), before) is None


def test_the_cheapest_matching_is_that_of_the_optimizer() -> None:
    """Where every row has its own cheapest column, and where rows compete for one."""
    for costs in (np.array([[1.0, 5, 9], [7, 8, 2], [9, 1, 9]]), np.array([[1.0, 2, 9], [1, 9, 9], [9, 9, 3]])):
        rows, columns = cheapest(costs)
        best = min(permutations(range(3)), key=lambda order: sum(costs[n, at] for n, at in enumerate(order)))
        assert columns[np.argsort(rows)].tolist() == list(best)


def test_a_number_that_stands_for_a_missing_value_is_told_from_large_values() -> None:
    """It is the same in several rows and far from what training held; single outliers and known values are not."""
    known = RNG.normal(50, 10, 400)
    scored = RNG.normal(50, 10, 200)
    assert _strange(scored, known) is None
    scored[3] = 140.0
    assert _strange(scored, known) is None
    scored[[5, 50, 120, 180]] = -999.0
    assert _strange(scored, known) == -999.0
    assert _strange(scored, np.append(known, -999.0)) is None


def test_a_gap_becomes_what_it_was_in_training() -> None:
    """A gap where training had gaps, the number they were filled with where it had one, else the middle."""
    known = RNG.normal(50, 10, 400)
    assert np.isnan(_gap(np.append(known, np.nan)))
    assert _gap(np.append(known, [7.5] * 20)) == 7.5
    assert _gap(known) == pytest.approx(np.median(known))


@pytest.mark.parametrize("share", [0.75, 0.1])
def test_tokens_without_a_number_are_told_of(share: float) -> None:
    """Most tokens are one number that training hardly had: their words are unknown. A few of them are nothing."""
    known = RNG.integers(2, 40, (300, 10))
    fed = np.where(RNG.random((100, 10)) < share, 1, RNG.integers(2, 40, (100, 10)))
    rows: Any = SimpleNamespace(fed=fed, training=SimpleNamespace(array=known.astype(np.float32)), origin=lambda: None)
    found = of_tokens(rows)
    assert (found is not None) == (share > 0.5)
    rows.training.array = known / 40.0
    assert of_tokens(rows) is None


@pytest.mark.parametrize("kind", [CountVectorizer, TfidfVectorizer])
def test_vectorizers_are_built_again_from_their_words(kind: Any) -> None:
    """The columns and weights are those of the fit, for pairs of words too; what the user's code does is not known."""
    texts = ["salt and bread", "bread and oven bread", "goal of the team", "the team and the coach"]
    fitted = kind(ngram_range=(1, 2), max_features=9).fit(texts)
    again = rebuilt("sklearn.feature_extraction.text", kind.__name__, fitted_values(fitted))
    assert again is not None
    other = ["the oven of the team", "bread and salt"]
    np.testing.assert_allclose(as_numpy(again(other)), fitted.transform(other).toarray())
    own = kind(tokenizer=str.split, token_pattern=None).fit(texts)
    assert rebuilt("sklearn.feature_extraction.text", kind.__name__, fitted_values(own)) is None


@pytest.mark.parametrize("theirs", [(), ("-", "/")])
def test_rows_brought_to_a_range_before_may_go_beyond_it(theirs: tuple[str, ...]) -> None:
    """The ends were those of other rows; what the training rows went through instead does not count."""
    known = RNG.normal(size=(300, 5)) * 7.0 + 30.0
    low, high = known[:100].min(axis=0), known[:100].max(axis=0)
    rows: Any = SimpleNamespace(
        own=[],
        theirs=theirs,
        fed=(known[100:] - low) / (high - low) * 1.2 - 0.1,
        training=SimpleNamespace(array=known[:100]),
        reference=None,
        passed=SimpleNamespace(handle=SimpleNamespace(model=None)),
        origin=lambda: None,
    )
    rows.fed[0, 0] = 4.0

    (found,) = _transformed_before(rows)

    assert found.way == "scale"
    assert ("otherwise" in found.says) == bool(theirs)

"""Data sets of `tf.data` that need no look at every walk give what a look would have seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

pytest.importorskip("keras")

pytestmark = pytest.mark.keras

ROWS, LABELS = np.arange(20, dtype=np.float32).reshape(10, 2), np.arange(10)


def plain(tf: Any) -> Any:
    return tf.data.Dataset.from_tensor_slices((ROWS, LABELS))


def still(rows: Any, labels: Any) -> Any:
    return rows / 2.0, labels


def drawn(rows: Any, labels: Any) -> Any:
    import tensorflow as tf

    return rows + tf.random.normal(tf.shape(rows)), labels


def own_code(rows: Any, labels: Any) -> Any:
    import tensorflow as tf

    return tf.numpy_function(lambda array: array, [rows], tf.float32), labels


CUT = {
    "batches": lambda tf: plain(tf).batch(4).prefetch(1),
    "whole batches only": lambda tf: plain(tf).cache().batch(4, drop_remainder=True),
    "named columns": lambda tf: tf.data.Dataset.from_tensor_slices(({"a": ROWS, "b": LABELS}, LABELS)).batch(3),
    "words": lambda tf: tf.data.Dataset.from_tensor_slices(np.array(["a", "b", "c"])).batch(2),
}
NOT_CUT = {
    "shuffled": lambda tf: plain(tf).shuffle(10, seed=1).batch(4),
    "mapped": lambda tf: plain(tf).map(still).batch(4),
    "batched twice": lambda tf: plain(tf).batch(4).batch(2),
    "repeated": lambda tf: plain(tf).batch(4).repeat(2),
    "a part": lambda tf: plain(tf).take(5).batch(4),
    "row by row": plain,
    "from a file": lambda tf: plain(tf).cache("somewhere").batch(4),
}
ALIKE = {
    "batches": CUT["batches"],
    "mapped": NOT_CUT["mapped"],
    "a part": NOT_CUT["a part"],
    "unbatched": lambda tf: plain(tf).batch(4).unbatch().batch(3),
}
NOT_ALIKE = {
    "augmented": lambda tf: plain(tf).map(drawn).batch(4),
    "own code": lambda tf: plain(tf).map(own_code).batch(4),
    "another part every time": lambda tf: plain(tf).shuffle(10).take(5).batch(4),
    "generated": lambda tf: tf.data.Dataset.from_generator(lambda: iter([1.0]), output_types="float32").batch(1),
}


@pytest.mark.parametrize("name", CUT)
def test_what_is_cut_from_the_source_is_what_a_walk_gives(name: str) -> None:
    """Every element has the same values, types and form as the one that the data set yields."""
    import tensorflow as tf

    from tieout.adapters.keras.repeating import cut_from_source

    dataset = CUT[name](tf)
    found = cut_from_source(dataset, any_order=False)

    expected = list(dataset.as_numpy_iterator())
    assert found is not None
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        tf.nest.map_structure(np.testing.assert_array_equal, one, other)


@pytest.mark.parametrize("name", NOT_CUT)
def test_what_is_more_than_cut_is_left_to_a_look(name: str) -> None:
    """An order, a function or a part of the rows is nothing that the source tells."""
    import tensorflow as tf

    from tieout.adapters.keras.repeating import cut_from_source

    assert cut_from_source(NOT_CUT[name](tf), any_order=False) is None


def test_a_shuffled_source_has_its_rows_in_any_order() -> None:
    """For a fit it is enough to know which rows there are."""
    import tensorflow as tf

    from tieout.adapters.keras.repeating import cut_from_source

    found = cut_from_source(NOT_CUT["shuffled"](tf), any_order=True)

    assert found is not None
    assert np.array_equal(np.concatenate([labels for _, labels in found]), LABELS)


@pytest.mark.parametrize(("name", "made", "expected"), [
    *((name, made, True) for name, made in ALIKE.items()),
    *((name, made, False) for name, made in NOT_ALIKE.items()),
])  # fmt: skip
def test_walks_are_alike_where_nothing_is_drawn(name: str, made: Any, expected: bool) -> None:
    """Random operations, Python code and parts of a shuffled set can be others at the next walk."""
    import tensorflow as tf

    from tieout.adapters.keras.repeating import repeats

    assert repeats(made(tf), any_order=True) is expected


def test_an_order_that_is_drawn_is_another_at_the_next_walk() -> None:
    """A shuffle repeats the rows and not their order."""
    import tensorflow as tf

    from tieout.adapters.keras.repeating import repeats

    assert repeats(NOT_CUT["shuffled"](tf), any_order=True)
    assert not repeats(NOT_CUT["shuffled"](tf), any_order=False)


@pytest.mark.parametrize(("seed", "known"), [(7, True), (None, False)])
def test_the_order_of_a_seeded_fit_is_known(seed: int | None, known: bool) -> None:
    """Every epoch feeds the rows in the order that one more walk through the permutation gives."""
    import keras
    import tensorflow as tf
    from keras.src.backend.tensorflow.trainer import TFEpochIterator

    from tieout.adapters.keras.repeating import seeded_order

    tf.random.set_seed(seed)
    fed: list[Any] = []

    class Telling(keras.Model):
        def train_step(self, data: Any) -> dict[str, Any]:
            fed.append(data[1].numpy())
            return {"loss": tf.constant(0.0)}

        def call(self, inputs: Any) -> Any:
            return inputs

    opened: list[Any] = []
    original = TFEpochIterator.__init__

    def opening(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        opened.append(self)

    model = Telling()
    model.compile(run_eagerly=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TFEpochIterator, "__init__", opening)
        model.fit(ROWS, LABELS, batch_size=3, epochs=2, verbose=0)
    order = seeded_order(opened[0]._distributed_dataset)

    if not known:
        assert order is None
        return
    assert np.array_equal(np.concatenate(fed[:4]), LABELS[order])
    assert np.array_equal(np.concatenate(fed[4:]), LABELS[order])

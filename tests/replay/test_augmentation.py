"""Items that are read again after the run: which are random, and what they are without augmentation."""

from __future__ import annotations

import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tieout.adapters.torch.items import Items
from tieout.core.passes import Batch, Iteration, Loader, Pass
from tieout.core.view import Reread
from tieout.replay.running.augmentation import Augmentation

torch = pytest.importorskip("torch")
IMAGES = np.random.default_rng(0).integers(0, 256, (40, 6, 6), dtype=np.uint8)
COLOURED = np.random.default_rng(1).integers(0, 256, (40, 6, 6, 3), dtype=np.uint8)


class Parts:
    """A data set as scripts write them: an array, labels, and a way to change an item."""

    def __init__(self, images: Any, change: Callable[[Any], Any], scale: float = 1.0) -> None:
        self.images, self.change, self.scale = images, change, scale
        self.labels = np.arange(len(images)) % 10

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, i: int) -> tuple[Any, int]:
        image = self.change(self.images[i].astype("float32") / self.scale)
        image = image.transpose(2, 0, 1) if image.ndim == 3 else image[None]
        return torch.from_numpy(image.copy()), int(self.labels[i])


class Sealed(Parts):
    """The same without an array in sight: the rows come from a function, as from files."""

    def __init__(self, images: Any, change: Callable[[Any], Any], scale: float = 1.0) -> None:
        super().__init__(list(images), change, scale)


def shifted(image: Any) -> Any:
    return np.roll(image, tuple(np.random.randint(-2, 3, 2)), (0, 1))


def flipped_above(image: Any) -> Any:
    return image[:, ::-1] if random.random() > 0.5 else image


def flipped_by_coin(image: Any) -> Any:
    return image[:, ::-1] if torch.randint(0, 2, (1,)).item() else image


def noisy(image: Any) -> Any:
    return image + np.random.normal(0, 0.1, image.shape).astype("float32")


def turned(image: Any) -> Any:
    return np.rot90(image, random.choice((1, 2, 3)))


def reread(dataset: Any, order: Any = None) -> Reread | None:
    return Augmentation().of(scored(dataset, order))


def scored(dataset: Any, order: Any = None) -> Pass:
    loader = Loader(1, None, shuffle=order is not None, rows=len(dataset), reader=lambda: Items(dataset))
    if order is not None:
        loader.orders[1] = [tuple(order[:20]), tuple(order[20:])]
    first = dataset[0][0]
    batches = [Batch(20, (torch.zeros(20, *first.shape),), None, None, None) for _ in range(2)]
    handle: Any = SimpleNamespace()
    passed = Pass("p1", handle, "evaluation", None, 1, batches=batches, total_rows=40)
    passed.iteration = Iteration(loader, 1, 1)
    return passed


@pytest.mark.parametrize("make", [Parts, Sealed])
@pytest.mark.parametrize("change", [shifted, flipped_by_coin, noisy])
def test_rows_are_given_without_what_is_drawn(make: Any, change: Any) -> None:
    """Shifts, flips and noise are taken out, from the array the data set keeps or by draws that change nothing."""
    found = reread(make(IMAGES, change, 255.0))
    assert found is not None
    assert found.random
    assert found.inputs is not None
    rows = np.concatenate([np.asarray(part[0]) for part in found.inputs])
    np.testing.assert_allclose(rows[:, 0], IMAGES / 255.0, atol=1e-5)


def test_the_array_tells_which_of_two_is_flipped() -> None:
    """Half of the reads are flipped and half are not; the kept array says which is which, in any order of axes."""
    for images, axes in ((IMAGES, (0, 1, 2)), (COLOURED, (0, 3, 1, 2))):
        found = reread(Parts(images, flipped_above))
        assert found is not None
        assert found.inputs is not None
        rows = np.concatenate([np.asarray(part[0]) for part in found.inputs])
        np.testing.assert_allclose(rows.reshape(images.transpose(axes).shape), images.transpose(axes))


def test_shuffled_rows_come_in_the_order_they_were_taken() -> None:
    """A walk through a shuffled loader is repeated row by row."""
    order = np.random.default_rng(2).permutation(40)
    found = reread(Parts(IMAGES, shifted), order)
    assert found is not None
    assert found.inputs is not None
    rows = np.concatenate([np.asarray(part[0]) for part in found.inputs])
    np.testing.assert_allclose(rows[:, 0], IMAGES[order])


def test_rows_that_no_read_leaves_alone_are_not_made_up() -> None:
    """Where every draw turns the image, no row is as it was kept, and none is given."""
    for make in (Parts, Sealed):
        found = reread(make(IMAGES, turned))
        assert found is not None
        assert found.random
        assert found.inputs is None


def test_the_generators_are_put_back() -> None:
    """Reading items again moves no generator, and leaves the functions that draw in place."""
    passed = scored(Parts(IMAGES, shifted))
    before = repr(np.random.get_state()), random.getstate(), np.random.randint, random.randint, torch.randint
    Augmentation().of(passed)
    after = repr(np.random.get_state()), random.getstate(), np.random.randint, random.randint, torch.randint
    assert before == after

import numpy as np
import pytest

from mnistlab.data.shapes import serif_ones, slash_zeros


def test_slashes_and_serifs_go_where_they_belong(mnist):
    images, labels = mnist.train_images[:600], mnist.train_labels[:600]
    for draw, digit in ((slash_zeros, 0), (serif_ones, 1)):
        changed = images.copy()
        draw(changed, labels, 1.0, np.random.default_rng(1))
        touched = (changed != images).any(axis=1)
        assert touched[labels == digit].all()
        assert not touched[labels != digit].any()
        some = images.copy()
        draw(some, labels, 0.5, np.random.default_rng(1))
        assert 0.2 < (some != images).any(axis=1)[labels == digit].mean() < 0.8


@pytest.fixture
def ring():
    """Return a zero with straight sides: its hole is in rows 7 to 20 and in columns 11 to 16."""
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 8:20] = 255
    image[7:21, 11:17] = 0
    return image.reshape(1, 784)


def test_a_slash_crosses_the_hole_of_a_zero(ring):
    images = np.repeat(ring, 20, axis=0)
    slash_zeros(images, np.zeros(20, np.uint8), 1.0, np.random.default_rng(1))
    assert (images.reshape(-1, 28, 28)[:, 13:15, 11:17] > 128).any(axis=(1, 2)).all()


def test_most_slashes_lean_to_the_right_as_people_write_them(ring):
    images = np.repeat(ring, 300, axis=0)
    slash_zeros(images, np.zeros(300, np.uint8), 1.0, np.random.default_rng(1))
    hole = images.reshape(-1, 28, 28)[:, 9:19, 11:17].astype(float)
    above, below = (half.sum(axis=1) @ np.arange(6) / half.sum(axis=(1, 2)) for half in (hole[:, :5], hole[:, 5:]))
    assert 0.75 < (above > below).mean() < 0.95

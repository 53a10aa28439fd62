"""Everybody's digits stay apart, and two windows lose nothing of each other's."""

import numpy as np
import pytest

from mnistlab.data.samples import OwnDigit
from mnistlab.errors import LibraryError
from mnistlab.library import new_key, open_library
from mnistlab.library.hands import FIRST, Hand


def hand(name, created=1.0):
    return Hand(new_key(), name, created)


def digit(label, drawn=100.0):
    image = np.full((28, 28), label, np.uint8)
    image[3, 4] = 255
    return OwnDigit(new_key(), image, label, drawn)


def labels(library, of):
    return [one.label for one in library.hands.digits(of.key)]


def test_digits_are_read_as_they_were_drawn(path, library):
    anna, ben = hand("Anna", 1.0), hand("Ben", 2.0)
    library.hands.add(ben)
    library.hands.add_digits(anna, digit(7, 102.5), digit(3, 101.0))
    library.close()
    library, _ = open_library(path)
    assert library.hands.all() == [anna, ben]
    assert labels(library, anna) == [3, 7]  # as they were drawn, not as they were added
    assert labels(library, ben) == []
    found = library.hands.digits(anna.key)[1]
    assert found.drawn == 102.5
    np.testing.assert_array_equal(found.image, digit(7).image)
    library.close()


def test_two_windows_lose_nothing_of_each_others(path, library):
    other, _ = open_library(path)
    for number in range(3):
        library.hands.add_digits(FIRST, digit(number, number))
        other.hands.add_digits(FIRST, digit(5 + number, number + 0.5))
    assert labels(library, FIRST) == labels(other, FIRST) == [0, 5, 1, 6, 2, 7]
    other.close()


def test_a_change_that_is_made_again_does_no_harm(library):
    anna, one = hand("Anna"), digit(4)
    for _ in range(2):
        library.hands.add(anna)
        library.hands.add_digits(anna, one)
    assert labels(library, anna) == [4]
    for _ in range(2):
        library.hands.delete_digit(one.key)
    assert labels(library, anna) == []


def test_a_hand_is_named_and_deleted_with_its_digits(library):
    anna, ben = hand("Anna"), hand("Ben", 2.0)
    library.hands.add_digits(anna, digit(1))
    library.hands.add_digits(ben, digit(2))
    library.hands.rename(anna.key, "  An\nna \x00" + 100 * "x")
    assert library.hands.all()[0].name == ("An na " + 100 * "x")[:60]
    library.hands.delete(anna.key)
    assert [one.name for one in library.hands.all()] == ["Ben"]
    assert library.connection.execute("SELECT count(*) FROM digits").fetchone()[0] == 1


@pytest.mark.parametrize(
    "change",
    [
        "label = 11",
        "label = 'seven'",
        "image = x'00'",
        "image = 'text'",
        "image = zeroblob(1000000)",
        "drawn = 'noon'",
    ],
)
def test_a_damaged_digit_is_left_out(library, change):
    library.hands.add_digits(FIRST, digit(1), digit(2))
    library.connection.execute(f"UPDATE digits SET {change} WHERE label = 1")  # noqa: S608 (of this test)
    assert labels(library, FIRST) == [2]


def test_a_full_disk_is_told_and_nothing_is_half_written(library):
    library.hands.add_digits(FIRST, digit(1))
    (pages,) = library.connection.execute("PRAGMA page_count").fetchone()
    library.connection.execute(f"PRAGMA max_page_count = {pages}")
    noise = np.random.default_rng(0).integers(0, 256, (100, 28, 28), np.uint8)
    with pytest.raises(LibraryError, match="disk is full"):
        library.hands.add_digits(FIRST, *(OwnDigit(new_key(), image, 5, 200.0) for image in noise))
    assert labels(library, FIRST) == [1]


# The file of an earlier version


def old_file(path, *labels):
    path.parent.mkdir(exist_ok=True)
    images = np.zeros((len(labels), 28, 28), np.uint8)
    images[:, 0, 0] = np.arange(len(labels))
    times = np.full(len(labels), 1_000)
    np.savez(path.with_name("samples.npz"), images=images, labels=np.array(labels, np.uint8), times=times)


def test_the_digits_of_an_earlier_version_are_taken_over_once(path):
    old_file(path, 7, 1, 4)
    library, said = open_library(path)
    assert said is None
    assert labels(library, FIRST) == [7, 1, 4]  # in their order, though all were drawn in the same second
    assert [one.image[0, 0] for one in library.hands.digits(FIRST.key)] == [0, 1, 2]
    library.hands.delete_digit(library.hands.digits(FIRST.key)[0].key)
    library.close()
    assert not path.with_name("samples.npz").exists()
    assert path.with_name("samples.npz.taken").exists()
    library, _ = open_library(path)
    assert labels(library, FIRST) == [1, 4]  # what was deleted does not come back
    library.close()


def test_a_program_that_was_killed_while_it_took_digits_over_doubles_none(path):
    for _ in range(2):
        old_file(path, 7, 1)
        library, _ = open_library(path)
        assert labels(library, FIRST) == [7, 1]
        library.close()


def test_a_damaged_file_of_an_earlier_version_is_told_of(path):
    path.parent.mkdir()
    path.with_name("samples.npz").write_bytes(b"nonsense")
    library, said = open_library(path)
    library.close()
    assert said.kind == "samples_damaged"
    assert path.with_name("samples.npz.damaged").read_bytes() == b"nonsense"

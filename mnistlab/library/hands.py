"""The digits that people have drawn when they were asked for them: each person, a hand, has digits of its own."""

import contextlib
import zlib
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from mnistlab.data.images import CLASSES, PIXELS, SIDE, Pixels
from mnistlab.data.samples import MOST, OwnDigit, load_samples
from mnistlab.library.file import LibraryFile
from mnistlab.library.kept_run import clean_name
from mnistlab.library.packing import LEVEL
from mnistlab.library.rows import DAMAGE

MOST_HANDS: Final = 1_000  # a school
TAKEN: Final = ".taken"  # ending of a file whose digits are in the library


class Hand(NamedTuple):
    """A person who draws.

    Attributes
    ----------
    key : str
        Of this hand in every library: 32 hexadecimal digits.
    name : str
        Empty where nobody has given one.
    created : float
        Seconds since 1970 UTC.
    """

    key: str
    name: str
    created: float


FIRST: Final = Hand("0" * 32, "", 0.0)  # who draws as long as nobody is named


class Hands:
    """The hands in a library, and their digits.

    Every change may be made again without harm. Two windows lose nothing of each other's: each digit is a row of its
    own, with a key that no other has.

    Parameters
    ----------
    file : LibraryFile
    """

    def __init__(self, file: LibraryFile) -> None:
        self._file = file

    def all(self) -> list[Hand]:
        """Return the hands in the order in which they came; what is damaged is left out."""
        query = "SELECT key, name, created FROM hands ORDER BY created, id LIMIT ?"
        found = []
        for row in self._file.connection.execute(query, (MOST_HANDS,)):
            with contextlib.suppress(*DAMAGE):
                found.append(Hand(str(row["key"]), clean_name(str(row["name"])), float(row["created"])))
        return found

    def add(self, hand: Hand) -> None:
        """Add a hand; one that is there already stays as it is."""
        with self._file.transaction():
            self._add(hand)

    def rename(self, key: str, name: str) -> None:
        """Give a hand a name."""
        with self._file.transaction() as db:
            db.execute("UPDATE hands SET name = ? WHERE key = ?", (clean_name(name), key))

    def delete(self, key: str) -> None:
        """Delete a hand with all its digits."""
        with self._file.transaction() as db:
            db.execute("DELETE FROM hands WHERE key = ?", (key,))

    def digits(self, hand: str) -> list[OwnDigit]:
        """Return the digits of a hand in the order of drawing; what is damaged is left out."""
        query = (
            "SELECT digits.key, label, image, drawn FROM digits JOIN hands ON digits.hand = hands.id"
            " WHERE hands.key = ? ORDER BY drawn, digits.id LIMIT ?"
        )
        found = []
        for row in self._file.connection.execute(query, (hand, MOST)):
            with contextlib.suppress(*DAMAGE):
                label = row["label"]
                if label not in range(CLASSES):
                    raise ValueError("no digit")
                found.append(OwnDigit(str(row["key"]), _unpacked(row["image"]), label, float(row["drawn"])))
        return found

    def add_digits(self, hand: Hand, *digits: OwnDigit) -> None:
        """Add digits to a hand, which is added with them if it is not there; a digit that is there stays."""
        with self._file.transaction() as db:
            number = self._add(hand)
            for digit in digits:
                row = (digit.key, number, digit.label, zlib.compress(digit.image.tobytes(), LEVEL), digit.drawn)
                db.execute("INSERT OR IGNORE INTO digits (key, hand, label, image, drawn) VALUES (?, ?, ?, ?, ?)", row)

    def delete_digit(self, key: str) -> None:
        """Delete a digit."""
        with self._file.transaction() as db:
            db.execute("DELETE FROM digits WHERE key = ?", (key,))

    def take_over(self, old: Path) -> None:
        """Take the digits in the file of an earlier version, which is put aside then.

        Raises
        ------
        DataError
            As `load_samples`.
        """
        samples = load_samples(old)
        if not len(samples):
            return
        # The keys are the same each time, so that nothing is doubled where the program is killed before the file is
        # put aside. A millionth of a second keeps the order of digits that were drawn in the same second.
        self.add_digits(
            FIRST,
            *(
                OwnDigit(f"{number:032x}", image, int(label), float(at) + number * 1e-6)
                for number, (image, label, at) in enumerate(
                    zip(samples.images, samples.labels, samples.times, strict=True)
                )
            ),
        )
        with contextlib.suppress(OSError):
            old.replace(old.with_name(old.name + TAKEN))

    def _add(self, hand: Hand) -> int:
        db = self._file.connection
        row = (hand.key, clean_name(hand.name), hand.created)
        db.execute("INSERT OR IGNORE INTO hands (key, name, created) VALUES (?, ?, ?)", row)
        return int(db.execute("SELECT id FROM hands WHERE key = ?", (hand.key,)).fetchone()[0])


def _unpacked(content: Any) -> Pixels:
    """Return the image in a row, read-only, or raise one of `DAMAGE`."""
    packed = zlib.decompressobj()
    try:
        plain = packed.decompress(content, PIXELS + 1)
    except zlib.error as error:
        raise ValueError("damaged") from error
    if not packed.eof:
        raise ValueError("cut short, or larger than it may be")
    return np.frombuffer(plain, np.uint8).reshape(SIDE, SIDE)

"""Everybody's digits, as the window has them, and the library behind them."""

import time
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from mnistlab.data.collection import Change, Collection
from mnistlab.data.images import Pixels
from mnistlab.data.samples import OwnDigit, Samples
from mnistlab.engine.intents import AskLibrary, ChangeLibrary
from mnistlab.library import Hand, Library, new_key
from mnistlab.library.hands import FIRST

Found = list[tuple[Hand, list[OwnDigit]]]


class Deleted(NamedTuple):
    """A hand that was deleted, what it was called, and its digits."""

    hand: Hand
    name: str
    digits: list[OwnDigit]


class OwnDigits(QObject):
    """The hands and their digits. Each change is here at once, and goes to the library from here.

    Attributes
    ----------
    hands : list of Hand
        In the order in which they came; never empty.
    hand : Hand
        Whose digits are drawn and shown now.
    deleted : list of Deleted
        The hands that can be brought back, the one deleted last at the end.

    Signals
    -------
    intended : Intent
        For the library.
    changed
        The hands, or the digits of the present one, are others, but by no change that was made here.
    """

    intended = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hands = [FIRST]
        self.hand = FIRST
        self._collections = {FIRST.key: Collection()}
        self._changes = 0
        self._known = False  # what the library has
        self.deleted: list[Deleted] = []

    @property
    def samples(self) -> Samples:
        """The digits of the present hand."""
        return self._collections[self.hand.key].samples

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self._collections[self.hand.key].can_undo

    def samples_of(self, hand: Hand) -> Samples:
        """Return the digits of any hand."""
        return self._collections[hand.key].samples

    def name_of(self, hand: Hand) -> str:
        """Return what a hand is called, in the current language."""
        if hand.name:
            return hand.name
        number = self.hands.index(hand) + 1
        return self.tr("My hand") if hand.key == FIRST.key else self.tr("Pupil {number}").format(number=number)

    # The library

    def look(self) -> None:
        """See what the library has: another window may have changed it."""
        self.intended.emit(AskLibrary(_all, partial(self._take, self._changes)))

    def _take(self, changes: int, found: Found | None) -> None:
        if found is None:  # the library cannot be read, or lacks what was drawn here: that is all there is
            return
        if changes != self._changes:  # while it was read
            self.look()
            return
        digits = {hand.key: drawn for hand, drawn in found}
        hands = [hand for hand, _ in found]
        if self.hand.key not in digits and self._known:
            hands.append(self.hand)  # it has drawn nothing yet, and so is not in the library
        hands = hands or [FIRST]
        differs = hands != self.hands
        self.hands = hands
        for hand in hands:
            collection = self._collections.setdefault(hand.key, Collection())
            differs = collection.take(digits.get(hand.key, ())) or differs
        if not self._known:
            self._known = True
            self.hand = max(hands, key=lambda hand: max((one.drawn for one in digits.get(hand.key, ())), default=0.0))
        self.hand = next(hand for hand in hands if hand.key == self.hand.key)
        if differs:
            self.changed.emit()

    def _tell(self, change: ChangeLibrary) -> None:
        self._changes += 1
        self.intended.emit(change)

    # Hands

    def choose(self, hand: Hand) -> None:
        """Let another hand draw."""
        self.hand = hand

    def begin_hand(self) -> None:
        """Let somebody new draw; where the present hand has neither a name nor a digit, it is that one."""
        if not self.hand.name and not len(self.samples):
            return
        self.hand = Hand(new_key(), "", time.time())
        self.hands.append(self.hand)
        self._collections[self.hand.key] = Collection()

    def rename(self, name: str) -> None:
        """Give the present hand a name."""
        hand = self.hand._replace(name=name)
        self.hands[self.hands.index(self.hand)] = hand
        self.hand = hand

        def change(library: Library) -> None:
            library.hands.add(hand)
            library.hands.rename(hand.key, name)

        self._tell(ChangeLibrary(change))

    def delete_hand(self) -> None:
        """Delete the present hand with its digits; `bring_back` undoes it."""
        hand = self.hand
        self.deleted.append(Deleted(hand, self.name_of(hand), self._collections.pop(hand.key).digits))
        self.hands.remove(hand)
        if not self.hands:
            self.hands.append(FIRST._replace(name=""))
            self._collections.setdefault(FIRST.key, Collection())
        self.hand = self.hands[-1]
        self._tell(ChangeLibrary(lambda library: library.hands.delete(hand.key)))

    def bring_back(self) -> None:
        """Bring back the hand that was deleted last."""
        if not self.deleted:
            return
        hand, _, digits = self.deleted.pop()
        others = [one for one in self.hands if one.key != hand.key]  # the first hand may have begun anew since
        since = self._collections[hand.key].digits if len(others) < len(self.hands) else []
        self.hands = sorted([*others, hand], key=lambda one: one.created)
        self._collections[hand.key] = Collection([*digits, *since])
        self.hand = hand

        def change(library: Library) -> None:
            library.hands.add_digits(hand, *digits)
            library.hands.rename(hand.key, hand.name)

        self._tell(ChangeLibrary(change))

    # Digits

    def add(self, image: Pixels, label: int) -> Change:
        """Add a digit that was drawn now, uint8 (28, 28), under the label that was asked for.

        Raises
        ------
        DataError
            If there is no room for it.
        """
        return self._pass_on(self._collections[self.hand.key].add(image, label, time.time()))

    def delete(self, place: int) -> Change:
        """Delete a digit of the present hand."""
        return self._pass_on(self._collections[self.hand.key].delete(place))

    def undo(self) -> Change:
        """Take back the last change, and return what that did.

        Raises
        ------
        DataError
            If there is no more room for a deleted digit.
        """
        return self._pass_on(self._collections[self.hand.key].undo())

    def _pass_on(self, change: Change) -> Change:
        hand, digit = self.hand, change.digit
        if change.added:
            self._tell(ChangeLibrary(lambda library: library.hands.add_digits(hand, digit)))
        else:
            self._tell(ChangeLibrary(lambda library: library.hands.delete_digit(digit.key)))
        return change


def _all(library: Library) -> Found:
    return [(hand, library.hands.digits(hand.key)) for hand in library.hands.all()]

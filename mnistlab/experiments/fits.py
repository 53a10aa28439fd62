"""Whether an experiment and the images fit: there are enough of them, and no epoch is asked for after the last."""

from functools import partial
from typing import Final

from mnistlab.data import Dataset
from mnistlab.errors import CardError, SettingsError
from mnistlab.experiments.card import Card
from mnistlab.experiments.conditions import holds
from mnistlab.experiments.vocabulary import of_runs
from mnistlab.experiments.work import LOSSES, QUANTITIES
from mnistlab.training.deep import DeepSettings, first_of
from mnistlab.training.sampling import batch_of, check_fits, part_of

LOOKED_AT: Final = 1_000  # runs: of more, looking at all takes too long
ASKED: Final = "training_images", "first_images", "validation_images", "batch_size"  # settings that ask for images
OF_EPOCHS: Final = tuple(name for name in QUANTITIES if name not in LOSSES)


def check_images(card: Card, dataset: Dataset) -> None:
    """Check, before any run, that the first of them find as many images as they ask for.

    In a file of somebody's own, no epoch may lie beyond the end of its run either.

    Raises
    ------
    CardError
        If they do not, and the experiment is in a file of somebody's own: it says which line of it is at fault.
    SettingsError
        If they do not, and it is one of the program's.
    """
    epochs: dict[str, int] = {}
    for place in range(min(len(card.runs), LOOKED_AT)):
        run = card.runs[place]
        try:
            check_fits(run.settings, first_of(dataset, run.settings))
        except SettingsError as error:
            asked = [card.lines[name] for name in ASKED if getattr(run.settings, name) and name in card.lines]
            if not asked:
                raise
            raise CardError("card_setting", file=card.file, line=asked[0], why=str(error)) from error
        epochs[run.name] = _epochs(run.settings, dataset)
    if card.file and card.runs and card.search is None:
        _check_epochs(card, epochs)


def _epochs(settings: DeepSettings, dataset: Dataset) -> int:
    """Return how many epochs of a run are whole."""
    images = len(part_of(first_of(dataset, settings), settings).train_labels)
    return settings.iterations * batch_of(settings, images) // images


def _check_epochs(card: Card, epochs: dict[str, int]) -> None:
    """Check that no epoch that a file asks for lies beyond the end of its run, given how many each run has."""

    def check(name: str, line: int, found: str, run: str, at: float) -> float:
        last = epochs.get(run)
        if last is not None and at > last:
            raise CardError("card_entry", file=card.file, line=line, name=name, found=found, expected=f"-1 … {last:,}")
        return 0.0

    def asked(line: int, quantity: str, run: str, at: float) -> float:
        return check("holds", line, f'{quantity}("{run}", {at:g})', run, at)

    for published in card.published:
        for at in published.at if published.quantity not in LOSSES else ():
            check("at", published.line, f"{at}", published.run, at)
    guess = card.guess
    if guess is not None and guess.quantity not in LOSSES:
        for run in [guess.run] if guess.run else epochs:
            check("at", guess.line, f"{guess.at}", run, guess.at)
    for one in (*card.conclusions, *card.choices):
        holds(one.condition, {**of_runs(card.runs), **{name: partial(asked, one.line, name) for name in OF_EPOCHS}})

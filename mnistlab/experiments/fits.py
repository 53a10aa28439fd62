"""Whether there are enough images for the runs of an experiment."""

from typing import Final

from mnistlab.data import Dataset
from mnistlab.errors import CardError, SettingsError
from mnistlab.experiments.card import Card
from mnistlab.training.deep import first_of
from mnistlab.training.sampling import check_fits

LOOKED_AT: Final = 1_000  # runs: of more, looking at all takes too long
ASKED: Final = "training_images", "first_images", "validation_images", "batch_size"  # settings that ask for images


def check_images(card: Card, dataset: Dataset) -> None:
    """Check, before any run, that the first of them find as many images as they ask for.

    Raises
    ------
    CardError
        If they do not, and the experiment is in a file of somebody's own: it says which line of it is at fault.
    SettingsError
        If they do not, and it is one of the program's.
    """
    for place in range(min(len(card.runs), LOOKED_AT)):
        settings = card.runs[place].settings
        try:
            check_fits(settings, first_of(dataset, settings))
        except SettingsError as error:
            line = next((card.lines[name] for name in ASKED if getattr(settings, name) and name in card.lines), None)
            if line is None:
                raise
            raise CardError("card_setting", file=card.file, line=line, why=str(error)) from error

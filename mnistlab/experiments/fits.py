"""Whether there are enough images for the runs of an experiment."""

from typing import Final

from mnistlab.data import Dataset
from mnistlab.errors import CardError, SettingsError
from mnistlab.experiments.card import Card
from mnistlab.training.sampling import check_fits

LOOKED_AT: Final = 1_000  # runs: of more, looking at all takes too long


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
            check_fits(settings, dataset)
        except SettingsError as error:
            asked = [name for name in ("training_images", "validation_images", "batch_size") if getattr(settings, name)]
            line = next((card.lines[name] for name in asked if name in card.lines), None)
            if line is None:
                raise
            raise CardError("card_setting", file=card.file, line=line, why=str(error)) from error

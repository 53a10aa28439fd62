"""The images that a command learns from."""

from collections.abc import Callable

from mnistlab.analysis.odd_data import oddity_of
from mnistlab.data import Dataset, load_dataset
from mnistlab.errors import Name
from mnistlab.streams import say
from mnistlab.training import ready_network


def open_data(
    folder: str | None, translate: Callable[[str, str], str], *, turn: bool | None = None, invert: bool | None = None
) -> Dataset:
    """Return the images in a folder, and say what is odd about them; without a folder, MNIST.

    Parameters
    ----------
    folder : str, optional
    translate : callable
        Takes a context and an English text.
    turn, invert : bool, optional
        Whether rows and columns are to be swapped, and dark on light made light on dark; None where the command has no
        such option.

    Raises
    ------
    DataError
        If the images cannot be read.
    """
    dataset = load_dataset(folder)
    if invert:
        dataset = dataset.inverted()
    if turn:
        dataset = dataset.turned()
    oddity = None if folder is None else oddity_of(dataset, ready_network())
    if oddity is not None:
        words = Name(oddity.words, folder=folder).said(translate)
        if oddity.option and turn is not None:
            words = f"{words} {Name(oddity.remedy).said(translate)}: {oddity.option}"
        say(f"mnistlab: {words}")
    return dataset

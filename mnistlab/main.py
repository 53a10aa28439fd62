"""The command ``mnistlab``: the window, or with ``train`` a run without one."""

import argparse
import os
from collections.abc import Callable, Sequence

# Before anything imports NumPy: BLAS reads these once. Two threads on matrices this small wait for each other.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")

from mnistlab import __version__
from mnistlab.arguments import speak
from mnistlab.bindings import import_without_hook
from mnistlab.errors import DivergedError, MnistLabError, SettingsError, sentence
from mnistlab.stopping import Stopped, StopWish
from mnistlab.streams import open_missing, say

# Exit codes, so that a script can tell what went wrong; or as a shell has them of a program that a signal has ended.
OK, FAILED, USAGE, DIVERGED = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    open_missing()
    with StopWish() as stopped:  # already now, because what is imported next may end badly if a signal comes
        translate = _translations()
        speak(translate)
        arguments = _parser(translate).parse_args(argv)
        try:
            if arguments.command == "train":
                from mnistlab import cli

                work = cli.train if arguments.recipe is None else cli.train_by_recipe
                work(arguments, translate, stopped)
                return OK
            stopped.end()
            stopped.obey()
            from mnistlab.app import run

            return run(arguments.data, arguments.weights)
        except MnistLabError as error:
            say(f"mnistlab: {sentence(error.kind, error.facts, translate)}")
            codes = {SettingsError: USAGE, DivergedError: DIVERGED}
            return stopped.exit_code if stopped() else codes.get(type(error), FAILED)
        except (Stopped, KeyboardInterrupt) as wish:
            say(str(wish) or translate("cli", "mnistlab: interrupted"))
            return stopped.exit_code


def _translations() -> Callable[[str, str], str]:
    try:
        import_without_hook()
        from mnistlab.language import Translations, system_language
    except ImportError:  # a server without the system libraries of Qt can still train, in English
        return lambda _context, text: text
    return Translations(system_language())


def _parser(translate: Callable[[str, str], str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mnistlab",
        description=translate("cli", "Watch a two-layer network learn to read handwritten digits."),
    )
    version_help = translate("cli", "show the version and exit")
    parser.add_argument("--version", action="version", version=f"mnistlab {__version__}", help=version_help)
    data_help = translate(
        "cli", "folder with the four MNIST files, plain or gzipped, instead of the set that is built in"
    )
    parser.add_argument("--data", metavar="DIR", help=data_help)
    parser.add_argument(
        "--weights", metavar="FILE.npz", help=translate("cli", "open the window with the weights in this file")
    )

    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    train = commands.add_parser(
        "train",
        help=translate("cli", "train without a window"),
        description=translate(
            "cli", "Train without a window; print the accuracy on training and test images at each epoch."
        ),
    )
    for flag, text in {
        "--iterations": translate("cli", "mini-batches in the run (default 10000)"),
        "--batch-size": translate("cli", "images in a mini-batch (default 100)"),
        "--hidden": translate("cli", "units in the hidden layer (default 50)"),
        "--lr": translate("cli", "learning rate (default 0.1)"),
        "--std": translate("cli", "standard deviation of the first weights (default 0.01)"),
        "--seed": translate("cli", "fixes every random choice (default 42)"),
    }.items():
        train.add_argument(flag, type=_number, metavar="N", help=text)
    train.add_argument(
        "--sampling",
        metavar="random|shuffle",
        help=translate("cli", "draw each mini-batch at random (default), or shuffle the images for each epoch"),
    )
    train.add_argument("--data", metavar="DIR", help=data_help, default=argparse.SUPPRESS)
    train.add_argument(
        "--recipe",
        metavar="NAME",
        choices=("best",),
        help=translate("cli", "train the network that comes with the program: best (takes a while)"),
    )
    train.add_argument(
        "--epochs", type=int, metavar="N", help=translate("cli", "with a recipe: how often all images are learnt from")
    )
    train.add_argument(
        "--held-out",
        type=int,
        metavar="N",
        help=translate("cli", "with a recipe: learn without the last N training images, and measure on them"),
    )
    train.add_argument("--save", metavar="FILE.npz", help=translate("cli", "write the trained weights to this file"))
    return parser


def _number(text: str) -> int | float | str:
    """Read a number where there is one; what is none is refused with its bounds when the settings are made."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text

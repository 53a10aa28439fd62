"""The command ``mnistlab``: the window, or with ``train`` a run without one."""

import contextlib
import signal

# Ctrl+C during the imports below ends the program without a traceback.
_raises = signal.getsignal(signal.SIGINT) is signal.default_int_handler
with contextlib.suppress(ValueError):  # of a thread that may set no handler
    if _raises:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from typing_extensions import override

# Before anything imports NumPy, because BLAS reads these once. Two threads on matrices this small wait for each other.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")

from mnistlab import __version__
from mnistlab.bindings import import_without_hook
from mnistlab.errors import DivergedError, MnistLabError, SettingsError, reason_of, sentence
from mnistlab.stopping import Stopped, StopWish
from mnistlab.streams import Output, can_write, open_streams, say

with contextlib.suppress(ValueError):
    if _raises:
        signal.signal(signal.SIGINT, signal.default_int_handler)

# Exit codes tell a script what went wrong. After a signal the exit code is that of `StopWish`.
OK, FAILED, USAGE, DIVERGED = 0, 1, 2, 3
# Options of the window that have an effect before a command, too.
EFFECTIVE: Final = {"train": ("data", "weights"), "experiment": ("data",)}
COMMANDS: Final = ("train", "runs", "experiment", "lesson")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    if getattr(sys, "frozen", False):
        multiprocessing.freeze_support()  # a process that is started for a run ends here
    open_streams()
    with StopWish() as stopped:  # already now, because a signal during the next imports may end badly
        translate = _translations()
        try:
            parser = _parser(translate)
            given = sys.argv[1:] if argv is None else argv
            files = _alone(given)
            arguments = parser.parse_args([] if files else given)
            _refuse_without_effect(parser, arguments)
            if arguments.command is not None:
                _carry_out(arguments, translate, stopped)
                return OK
            stopped.patient = True
            from mnistlab.app import run

            files = files if arguments.open is None else [arguments.open]
            code = run(arguments.data, arguments.weights, arguments.lesson, files, stopped)
            return stopped.exit_code if stopped() else code
        except MnistLabError as error:
            options = "".join(f"{option}: " for option in getattr(error, "__notes__", ()))
            say(f"mnistlab: {options}{sentence(error.kind, error.facts, translate)}")
            codes = {SettingsError: USAGE, DivergedError: DIVERGED}
            return stopped.exit_code if stopped() else codes.get(type(error), FAILED)
        except OSError as error:  # a file that the program itself needs, such as one of its lessons
            if error.filename is None:
                raise
            facts = {"file": str(error.filename), "reason": reason_of(error)}
            say(f"mnistlab: {sentence('not_readable', facts, translate)}")
            return FAILED
        except MemoryError:
            say(f"mnistlab: {sentence('memory_out', {}, translate)}")
            return FAILED
        except (Stopped, KeyboardInterrupt) as wish:
            say(str(wish) or translate("cli", "mnistlab: interrupted"))
            return stopped.exit_code


def _alone(argv: Sequence[str]) -> list[str]:
    """Return the files that stand alone, as after a double click on them; none if there are other arguments."""
    if argv and argv[0] not in COMMANDS and all(_names_file(one) for one in argv):
        return list(argv)
    return []


def _names_file(argument: str) -> bool:
    """Return whether an argument names a file or folder; one that has an ending may be missing."""
    if argument.startswith("-"):
        return False
    try:
        there = os.access(argument, os.F_OK)
    except ValueError:  # a name that no file can have
        there = False
    return there or bool(Path(argument).suffix)


def _carry_out(arguments: argparse.Namespace, translate: Callable[[str, str], str], stopped: StopWish) -> None:
    """Do what a command asks for."""
    language = getattr(translate, "code", "en")
    if arguments.command == "train":
        from mnistlab import cli

        work = cli.train if arguments.recipe is None else cli.train_by_recipe
        work(arguments, translate, stopped)
    elif arguments.command == "runs":
        from mnistlab.cli_runs import runs

        runs(arguments, translate)
    elif arguments.command == "experiment":
        from mnistlab.cli_experiment import experiment

        experiment(arguments, translate, language, stopped)
    else:
        from mnistlab.cli_lesson import lesson

        wanted = getattr(arguments, "language", None)
        if wanted is not None:
            translate, language = _translations(wanted), wanted
        lesson(arguments, translate, language)


def _translations(language: str | None = None) -> Callable[[str, str], str]:
    try:
        import_without_hook()
        from mnistlab.language import LANGUAGES, Translations, system_language
    except ImportError:  # a server without the system libraries of Qt can still train, in English
        return lambda _context, text: text
    if language is None:
        system = system_language()
        return Translations(system if can_write(LANGUAGES[system]) else "en")
    return Translations(language if language in LANGUAGES else "en")


class _Once(argparse.Action):
    """Takes the value of an option, but not a second one, and none that is empty."""

    @override
    def __call__(
        self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: str | None = None
    ) -> None:
        if option_string is not None:
            if self.dest in parser.given:
                raise SettingsError("option_twice", option=self.option_strings[0])
            parser.given[self.dest] = self.option_strings[0]
        # Python 3.11 and 3.12 make a list without values of ``--option=--``.
        if values in ("", []) or (isinstance(values, list) and "" in values):
            if option_string is None:
                raise SettingsError("argument_empty", name=self.metavar)
            raise SettingsError("option_empty", option=option_string)
        setattr(namespace, self.dest, values)


class _Flag(_Once):
    """Takes an option that has no value, but not a second time."""

    def __init__(self, option_strings: Sequence[str], dest: str, **facts: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=False, **facts)

    @override
    def __call__(
        self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: str | None = None
    ) -> None:
        super().__call__(parser, namespace, True, option_string)


class _Parser(argparse.ArgumentParser):
    """Notes which options it has been given.

    Attributes
    ----------
    given : dict of str
        Each option by the name of its value.
    """

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.given: dict[str, str] = {}
        self.commands: Any = None
        self.register("action", None, _Once)
        self.register("action", "store_true", _Flag)

    @override
    def _print_message(self, message: str, file: Any = None) -> None:
        """Write help or version, or what is wrong; unlike argparse, say where it could not be written."""
        output = Output(sys.stderr if file is sys.stderr else sys.stdout)
        output.write(message.removesuffix("\n"))
        if output.fault:
            raise MnistLabError("list_not_written", reason=output.fault)


def _refuse_without_effect(parser: _Parser, arguments: argparse.Namespace) -> None:
    """Refuse what was given before a command and has no effect on it, or was given after it, too.

    Raises
    ------
    SettingsError
        If there is such an option.
    """
    command = arguments.command
    for name, option in parser.given.items():
        if command is not None and name in parser.commands.choices[command].given:
            raise SettingsError("option_twice", option=option)
        if command is not None and name not in EFFECTIVE.get(command, ()):
            raise SettingsError("option_without_effect", option=option, command=command)


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _parser(translate: Callable[[str, str], str]) -> _Parser:
    from mnistlab.training.recipe import Recipe
    from mnistlab.training.setting import CONTEXT, declared
    from mnistlab.training.settings import RunSettings

    parser = _Parser(
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
        "--weights", metavar="FILE", help=translate("cli", "open the window with the weights in this file")
    )

    parser.add_argument(
        "--lesson",
        metavar="NAME",
        help=translate("cli", "open the window with this lesson, or one in a folder or a zip"),
    )

    open_help = translate(
        "cli", "open the window with a lesson, an experiment, reports or runs in this file; FILE alone does, too"
    )
    parser.add_argument("--open", metavar="FILE", help=open_help)

    commands = parser.commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    train = commands.add_parser(
        "train",
        help=translate("cli", "train without a window"),
        description=translate(
            "cli", "Train without a window; print the accuracy on training and test images at each epoch."
        ),
    )
    for kind in (RunSettings, Recipe):
        for name, setting in declared(kind).items():
            if setting.flag is not None and not (kind is Recipe and name in declared(RunSettings)):
                text = translate("cli", "{name}: {about} (default {default})").format(
                    name=translate(CONTEXT, setting.label),
                    about=translate(CONTEXT, setting.about),
                    default=_plain(kind.__dataclass_fields__[name].default),
                )
                metavar = "N" if setting.choices is None else "|".join(map(str, setting.choices))
                train.add_argument(setting.flag, dest=name, metavar=metavar, help=text)
    train.add_argument("--data", metavar="DIR", help=data_help, default=argparse.SUPPRESS)
    _add_changes(train, translate)
    train.add_argument(
        "--recipe",
        metavar="NAME",
        choices=("best",),
        help=translate("cli", "train the built-in network: best (takes a while)"),
    )
    train.add_argument("--save", metavar="FILE", help=translate("cli", "write the trained weights to this file"))
    script_help = translate("cli", "write a program that repeats the run, where mnistlab is not installed too")
    train.add_argument("--script", metavar="FILE.py", help=script_help)
    keep_help = translate("cli", "keep the run, under this name, in the library that the window shows")
    train.add_argument("--keep", metavar="NAME", help=keep_help)
    resume_help = translate("cli", "go on with a kept run, or with one in a file (.mnistlab), bit for bit")
    train.add_argument("--resume", metavar="NAME|FILE", help=resume_help)
    weights_help = translate("cli", "begin with the weights in this file")
    train.add_argument("--weights", metavar="FILE", help=weights_help, default=argparse.SUPPRESS)
    _add_runs(commands, translate)
    _add_experiment(commands, translate, data_help)
    _add_lesson(commands, translate)
    return parser


def _add_changes(command: Any, translate: Callable[[str, str], str]) -> None:
    turn_help = translate("cli", "turn digits that lie on their side, as EMNIST’s do")
    command.add_argument("--turn", action="store_true", help=turn_help)
    invert_help = translate("cli", "make digits that are dark on light light on dark, as MNIST’s are")
    command.add_argument("--invert", action="store_true", help=invert_help)


def _add_runs(commands: Any, translate: Callable[[str, str], str]) -> None:
    about = translate("cli", "list the runs that are kept; export, import, rename or delete them")
    command = commands.add_parser("runs", help=about, description=about)
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    file_help = translate("cli", "a file of runs (.mnistlab)")
    name_help = translate("cli", "the name of a run, or the beginning of its key")
    listing = actions.add_parser("list", help=translate("cli", "list them, the latest first"))
    listing.add_argument("file", metavar="FILE", nargs="?", help=file_help)
    export_help = translate("cli", "write runs to a file: .mnistlab with all of them, or .csv with their numbers")
    export = actions.add_parser("export", help=export_help)
    export.add_argument("file", metavar="FILE", help=translate("cli", "the file to write"))
    export.add_argument("names", metavar="NAME", nargs="+", help=name_help)
    importing = actions.add_parser("import", help=translate("cli", "keep the runs in a file, too"))
    importing.add_argument("file", metavar="FILE", help=file_help)
    rename = actions.add_parser("rename", help=translate("cli", "give a run another name"))
    rename.add_argument("names", metavar="NAME", nargs=1, help=name_help)
    rename.add_argument("name", metavar="NEW", help=translate("cli", "its new name"))
    delete = actions.add_parser("delete", help=translate("cli", "delete runs for good"))
    delete.add_argument("names", metavar="NAME", nargs="+", help=name_help)


def _add_experiment(commands: Any, translate: Callable[[str, str], str], data_help: str) -> None:
    about = translate("cli", "do an experiment of a book, and print what comes out beside what the book reports")
    command = commands.add_parser("experiment", help=about, description=about)
    name_help = translate("cli", "the experiment, or a file of your own (.toml); without it, all are listed")
    command.add_argument("name", metavar="NAME", nargs="?", help=name_help)
    seeds_help = translate("cli", "do it with so many seeds, one after the other (default 1)")
    command.add_argument("--seeds", metavar="N", help=seeds_help)
    jobs_help = translate("cli", "do so many runs at once (default: one for each core)")
    command.add_argument("--jobs", metavar="N", help=jobs_help)
    csv_help = translate("cli", "write all losses and accuracies to this file")
    command.add_argument("--csv", metavar="FILE.csv", help=csv_help)
    vary_help = translate("cli", "go through the values of a setting, such as learning_rate=0.01..1/5; at most two")
    command.add_argument("--vary", metavar="NAME=VALUES", action="append", help=vary_help)
    command.add_argument("--yes", action="store_true", help=translate("cli", "begin more than 1,000 runs, too"))
    command.add_argument("--data", metavar="DIR", help=data_help, default=argparse.SUPPRESS)
    _add_changes(command, translate)


def _add_lesson(commands: Any, translate: Callable[[str, str], str]) -> None:
    about = translate("cli", "list the lessons; write, check, pack and print your own; gather what a class answered")
    command = commands.add_parser("lesson", help=about, description=about)
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    one_help = translate("cli", "a folder or a zip with a lesson")
    actions.add_parser("list", help=translate("cli", "list the lessons that come with the program"))
    new = actions.add_parser("new", help=translate("cli", "make a folder with a small lesson to begin from"))
    new.add_argument("folder", metavar="FOLDER", help=translate("cli", "the folder, which is not there yet"))
    check = actions.add_parser("check", help=translate("cli", "say what is wrong with a lesson, and where"))
    check.add_argument("folders", metavar="FOLDER", nargs="+", help=one_help)
    pack = actions.add_parser("pack", help=translate("cli", "make one file of a lesson, which a double click opens"))
    pack.add_argument("folder", metavar="FOLDER", help=one_help)
    pack.add_argument("file", metavar="FILE.mnistlesson", help=translate("cli", "the file to write"))
    sheet = actions.add_parser("sheet", help=translate("cli", "write an exercise sheet to print"))
    sheet.add_argument("name", metavar="LESSON", help=translate("cli", "the name of a lesson, or a folder or a zip"))
    sheet.add_argument("file", metavar="FILE.html", help=translate("cli", "the file to write"))
    sheet.add_argument("--language", metavar="en|zh_CN", help=translate("cli", "its language (default: the system’s)"))
    answers_help = translate("cli", "print how a class answered, from the reports of its learners")
    answers = actions.add_parser("answers", help=answers_help)
    answers.add_argument("reports", metavar="REPORT.html", nargs="+", help=translate("cli", "reports of learners"))
    csv_help = translate("cli", "write all answers to this file")
    answers.add_argument("--csv", metavar="FILE.csv", help=csv_help)
    names_help = translate("cli", "write the names, too, that learners have typed")
    answers.add_argument("--names", action="store_true", help=names_help)

"""The library: what a person has made, in one SQLite file that loses nothing. No window is needed for it."""

from mnistlab.library.answers import Answer, Answers
from mnistlab.library.data_of import find_data
from mnistlab.library.hands import Hand, Hands
from mnistlab.library.kept_run import DataMark, KeptRun, RunEntry, entry_of, keep, new_key, resume
from mnistlab.library.library import Library
from mnistlab.library.naming import run_name, run_names
from mnistlab.library.opening import no_runs, open_library, open_runs, runs_of, save_runs, save_runs_in_pieces, take_in
from mnistlab.library.place import library_path

__all__ = [
    "Answer",
    "Answers",
    "DataMark",
    "Hand",
    "Hands",
    "KeptRun",
    "Library",
    "RunEntry",
    "entry_of",
    "find_data",
    "keep",
    "library_path",
    "new_key",
    "no_runs",
    "open_library",
    "open_runs",
    "resume",
    "run_name",
    "run_names",
    "runs_of",
    "save_runs",
    "save_runs_in_pieces",
    "take_in",
]

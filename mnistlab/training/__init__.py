"""Learning as a process: settings, the four steps, history, weights in files. No window is needed for it."""

from mnistlab.training.blas import one_blas_thread
from mnistlab.training.export import save_script, script_path
from mnistlab.training.history import History, Record, UpdateRule
from mnistlab.training.lines import Line, phase_lines
from mnistlab.training.phases import MiniBatch, Phase
from mnistlab.training.sampling import check_fits
from mnistlab.training.setting import Setting, declared
from mnistlab.training.settings import Gradient, RunSettings, Sampling
from mnistlab.training.state import State
from mnistlab.training.trainer import Trainer
from mnistlab.training.way_back import replay
from mnistlab.training.weights import (
    load_network,
    load_weights,
    ready_network,
    save_network,
    save_weights,
    writable_path,
)

__all__ = [
    "Gradient",
    "History",
    "Line",
    "MiniBatch",
    "Phase",
    "Record",
    "RunSettings",
    "Sampling",
    "Setting",
    "State",
    "Trainer",
    "UpdateRule",
    "check_fits",
    "declared",
    "load_network",
    "load_weights",
    "one_blas_thread",
    "phase_lines",
    "ready_network",
    "replay",
    "save_network",
    "save_script",
    "save_weights",
    "script_path",
    "writable_path",
]

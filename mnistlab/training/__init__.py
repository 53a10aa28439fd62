"""Learning as a process: settings, the four steps, history, weights in files. No window is needed for it."""

from mnistlab.training.blas import one_blas_thread
from mnistlab.training.export import save_script
from mnistlab.training.history import History
from mnistlab.training.methods import Method
from mnistlab.training.phases import MiniBatch, Phase
from mnistlab.training.sampling import check_fits
from mnistlab.training.script import Line, phase_lines
from mnistlab.training.settings import Gradient, RunSettings, Sampling, Setting, declared
from mnistlab.training.trainer import Interrupted, Trainer
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
    "Interrupted",
    "Line",
    "Method",
    "MiniBatch",
    "Phase",
    "RunSettings",
    "Sampling",
    "Setting",
    "Trainer",
    "check_fits",
    "declared",
    "load_network",
    "load_weights",
    "one_blas_thread",
    "phase_lines",
    "ready_network",
    "save_network",
    "save_script",
    "save_weights",
    "writable_path",
]

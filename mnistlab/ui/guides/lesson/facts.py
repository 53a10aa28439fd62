"""What the conditions and answers of a lesson are asked about: the run, the drawing, and what has been pressed."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QToolButton, QWidget

from mnistlab.analysis.centred_mean import mean_at_end
from mnistlab.data.images import as_input
from mnistlab.engine.frame import Frame
from mnistlab.lessons.lesson import FACTS
from mnistlab.lessons.standing import Moment
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import declared
from mnistlab.ui.selection import Selection


def moment_of(frame: Frame, selection: Selection, pressed: Iterable[str]) -> Moment:
    """Return the facts of a frame, of the drawing as the person's own network reads it, and the controls pressed."""
    losses = frame.loss
    digit, certainty = -1, 0.0
    if selection.drawing is not None:
        y = frame.network.probabilities(as_input(selection.drawing.reshape(-1)))
        digit, certainty = int(y.argmax()), float(y.max())
    values: dict[str, Any] = {
        "iteration": frame.iteration,
        "epoch": frame.epoch,
        "loss": float(losses[-1]) if len(losses) else 0.0,
        "loss_after": frame.batch_loss_after or 0.0,
        "mean_loss": mean_at_end(losses) if len(losses) else 0.0,
        "train_accuracy": _last(frame.train_accuracy),
        "test_accuracy": _last(frame.test_accuracy),
        "seen": float(frame.seen.mean()),
        "running": int(frame.running),
        "drawn": int(selection.drawing is not None),
        "digit": digit,
        "certainty": certainty,
        "mistake": 0 if frame.mistake is None else [*Mistake].index(frame.mistake) + 1,
    }
    assert values.keys() == set(FACTS)
    values |= {name: getattr(frame.settings, name) for name in declared(type(frame.settings))}
    return Moment(values, frozenset(pressed))


def _last(accuracies: Any) -> float:
    return float(accuracies[-1]) if len(accuracies) else 0.0


def find(window: QWidget, name: str) -> QWidget | None:
    """Return what a lesson names in a window, a widget or the button of an action: of several, a visible one."""
    buttons = [
        button
        for button in window.findChildren(QToolButton)
        if button.defaultAction() is not None and button.defaultAction().objectName() == name
    ]
    found = [*buttons, *window.findChildren(QWidget, f"{name}Button"), *window.findChildren(QWidget, name)]
    return next((one for one in found if one.isVisible()), found[0] if found else None)

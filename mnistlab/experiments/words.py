"""What came out of an experiment, in words and numbers, for the window and for the command line."""

from collections.abc import Callable
from typing import Any, Final

from mnistlab.experiments.report import Report, Row
from mnistlab.experiments.work import SHARES
from mnistlab.numerals import fixed, percent, shown
from mnistlab.training.deep import DeepSettings
from mnistlab.training.parts import USUAL_RATES
from mnistlab.training.setting import CONTEXT, declared
from mnistlab.translatable import Context

Translate = Callable[[str, str], str]

OWN_STEPS: Final = ("adagrad", "rmsprop", "adam")  # optimizers whose steps have a size of their own
FAR: Final = 1_000  # times the usual learning rate

quantities = Context()
QUANTITY_NAMES: Final = {
    "loss": quantities.tr("loss"),
    "mean_loss": quantities.tr("mean loss"),
    "train_loss": quantities.tr("loss, train"),
    "test_loss": quantities.tr("loss, test"),
    "best_epoch": quantities.tr("epoch of the least test loss"),
    "train_accuracy": quantities.tr("train"),
    "test_accuracy": quantities.tr("test"),
    "gap": quantities.tr("train − test"),
    "best_train": quantities.tr("best train"),
    "best_test": quantities.tr("best test"),
}
OF_VALIDATION: Final = {  # the same where validation images are measured, in the place of the test images
    "test_loss": quantities.tr("loss, validation"),
    "best_epoch": quantities.tr("epoch of the least validation loss"),
    "test_accuracy": quantities.tr("validation"),
    "gap": quantities.tr("train − validation"),
    "best_test": quantities.tr("best validation"),
}


def quantity_name(quantity: str, translate: Translate, *, sealed: bool) -> str:
    """Return what a quantity is called; `sealed`: validation images are measured, in the place of the test images."""
    texts = {**QUANTITY_NAMES, **OF_VALIDATION} if sealed else QUANTITY_NAMES
    return translate("quantities", texts[quantity])


def quantity_value(quantity: str, value: float) -> str:
    """Return a value of a quantity: a percentage, a loss with three digits behind the point, or an epoch."""
    if quantity in SHARES:
        return percent(value)
    return fixed(value, 0 if quantity == "best_epoch" else 3)


def moment(row: Row, translate: Translate) -> str:
    """Return when a value was measured."""
    if row.at < 0:
        return translate("quantities", "at the end")
    if row.quantity in ("loss", "mean_loss"):
        return translate("quantities", "iteration {number}").format(number=f"{row.at:,}")
    return translate("quantities", "epoch {number}").format(number=f"{row.at:,}")


def band_in_words(row: Row) -> str:
    """Return the band of the seeds; empty for a single seed."""
    if row.inside is None:
        return ""
    return f"{quantity_value(row.quantity, row.low)} … {quantity_value(row.quantity, row.high)}"


def setting_name(name: str, translate: Translate) -> str:
    """Return what a setting is called."""
    return translate(CONTEXT, declared(DeepSettings)[name].label)


def setting_value(name: str, value: Any, translate: Translate) -> str:
    """Return a value of a setting, as a choice by its name."""
    setting = declared(DeepSettings)[name]
    if setting.choices is not None:
        return translate(CONTEXT, setting.choices[value])
    if setting.zero and value == 0:
        return translate(CONTEXT, setting.zero)
    if isinstance(value, float):
        return shown(value)
    return f"{value:,}" if setting.grouped else f"{value}"


def duration(seconds: float, translate: Translate) -> str:
    """Return a time that is an estimate: seconds in steps of five, minutes, hours or days."""
    for size, text in (
        (86_400, translate("quantities", "{number} days")),
        (3_600, translate("quantities", "{number} hours")),
        (60, translate("quantities", "{number} minutes")),
    ):
        if seconds >= 2 * size:
            return text.format(number=f"{seconds / size:,.0f}")
    return translate("quantities", "{number} seconds").format(number=f"{max(5, 5 * round(seconds / 5))}")


def noise(report: Report, translate: Translate) -> list[str]:
    """Return, in sentences, how far accuracies here can be told apart, and how many runs are as good as the best."""
    images, points = next(iter(report.outcomes.values())).images, 100 * report.error_bar()
    text = translate("quantities", "{images} images tell an accuracy to ± {points} points: one standard error.")
    said = [text.format(images=f"{images:,}", points=f"{points:.1f}")]
    count = report.as_good()
    if count > 1:
        many = translate("quantities", "{count} runs lie within that of the best, and their order may be chance.")
        said.append(many.format(count=f"{count:,}"))
    return said


def far_too_fast(report: Report, translate: Translate) -> list[str]:
    """Return a sentence for each run whose learning rate is absurd for an optimizer with steps of their own size."""
    said = []
    for run in report.card.runs if isinstance(report.card.runs, tuple) else ():
        one = run.settings
        if one.optimizer in OWN_STEPS and one.learning_rate >= FAR * USUAL_RATES[one.optimizer] and report.of(run.name):
            text = translate(
                "quantities",
                "{run}: {optimizer} moves each weight by about η at an update, whatever its gradient, and η {rate} is "
                "far too much. {usual} works.",
            )
            optimizer = setting_value("optimizer", one.optimizer, translate)
            rates = {"rate": shown(one.learning_rate), "usual": shown(USUAL_RATES[one.optimizer])}
            said.append(text.format(run=run.name, optimizer=optimizer, **rates))
    return said

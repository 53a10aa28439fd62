"""What the mistakes in backpropagation are called."""

from PySide6.QtCore import QCoreApplication

from mnistlab.nn.mistakes import Mistake


def mistake_name(mistake: Mistake | None) -> str:
    """Return what a mistake is called, in the person's language."""
    translate = QCoreApplication.translate
    return {
        None: translate("CheckScene", "no mistake"),
        Mistake.NO_DIVISION: translate("CheckScene", "not divided by the batch size"),
        Mistake.NO_SIGMOID_SLOPE: translate("CheckScene", "sigmoid’s derivative forgotten"),
        Mistake.W2_NOT_TRANSPOSED: translate("CheckScene", "W2 not transposed"),
        Mistake.NO_LABELS: translate("CheckScene", "softmax gradient without − t"),
        Mistake.BIAS_NOT_SUMMED: translate("CheckScene", "bias not summed over the batch"),
    }[mistake]

"""Which formula says what a run really computes: with its activation, its optimizer, its dropout and weight decay."""

from typing import Final

from mnistlab.training import RunSettings

BY_ACTIVATION: Final = {"hidden", "gradient_W1", "gradient_b1"}
WITH_DECAY: Final = {"loss", "gradient_W1", "gradient_W2"}
ALONE: Final = {"output": "output_alone", "gradient_W1": "gradient_W1_alone", "gradient_b1": "gradient_b1_alone"}


def formula_for(name: str, settings: RunSettings) -> str:
    """Return the name of the formula for a run with these settings, given that of the default run.

    Without a hidden layer the only layer has the symbols of the first one.
    """
    if name == "update":
        return name if settings.optimizer == "sgd" else f"update_{settings.optimizer}"
    alone = settings.hidden_size == 0
    parts = [ALONE.get(name, name) if alone else name]
    if name in BY_ACTIVATION and not alone:
        parts += [settings.activation] * (settings.activation != "sigmoid")
        parts += ["dropout"] * (settings.dropout > 0)
    if name in WITH_DECAY:
        parts += ["decay"] * (settings.weight_decay > 0)
    return "_".join(parts)

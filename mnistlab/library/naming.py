"""The name of a run: the one that a person gave it, or what makes it differ from a run with the default settings."""

from collections.abc import Callable
from typing import Any

from mnistlab.errors import Context, Name
from mnistlab.library.kept_run import RunEntry
from mnistlab.training import RunSettings, declared
from mnistlab.training.settings import CONTEXT, Setting

runs = Context()


def run_name(entry: RunEntry, translate: Callable[[str, str], str]) -> str:
    """Return what a run is called, such as "η 1 · 200 units", in the language of `translate`.

    A run with the default settings is called by its learning rate. A mini-batch, a data set or a learning rate that
    changed on its way is part of the name too.
    """
    return entry.name or " · ".join(part.said(translate) for part in name_parts(entry))


def name_parts(entry: RunEntry) -> list[Name]:
    """Return what makes a run differ, one text for each."""
    default = RunSettings()
    used = [(at, rule) for at, rule in entry.rules if at < entry.iteration] or list(entry.rules[:1])
    rule = used[-1][1]
    rates = [(at, before.learning_rate) for at, before in used]
    since = max((at for at, rate in rates if rate != rule.learning_rate), default=-1)
    start = min(at for at, _ in rates if at > since)
    parts = []
    for name, setting in declared(RunSettings).items():
        value = rule.learning_rate if name == "learning_rate" else getattr(entry.settings, name)
        if name == "learning_rate" and start > 0:
            facts = {"value": _said(value), "iteration": f"{start:,}"}
            parts.append(Name(runs.tr("η {value} from {iteration}"), context="runs", **facts))
        elif value != getattr(default, name):
            parts += _part(setting, value)
    if rule.mistake is not None:
        parts.append(Name(runs.tr("a mistake"), context="runs"))
    return parts or _part(declared(RunSettings)["learning_rate"], default.learning_rate)


def _part(setting: Setting, value: Any) -> list[Name]:
    if setting.choices is not None:
        return [Name(setting.choices[value], context=CONTEXT)]
    return [Name(setting.short, context=CONTEXT, value=_said(value))] * bool(setting.short)


def _said(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else f"{value}"

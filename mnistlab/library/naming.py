"""The name of a run: the one that a person gave it, or what makes it differ from the default or from other runs."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain, count
from typing import Any, Final

from mnistlab.errors import Name
from mnistlab.library.kept_run import RunEntry, same_start
from mnistlab.training import RunSettings, declared
from mnistlab.training.history import Rules, used_rules
from mnistlab.training.setting import CONTEXT, Setting
from mnistlab.translatable import Context

runs = Context()

DEFAULT: Final = RunSettings()
OF_RULE: Final = ("learning_rate", "gradient")  # settings that may change from update to update


def run_name(entry: RunEntry, translate: Callable[[str, str], str]) -> str:
    """Return what a run is called, such as "η 1 · 200 units", in the language of `translate`.

    A run with the default settings is called by its learning rate. A mini-batch, a data set or a learning rate that
    changed on its way is part of the name too.
    """
    return entry.name or " · ".join(part.said(translate) for part in name_parts(entry))


def run_fact(entry: RunEntry) -> str:
    """Return what a run is called, as a fact of an error, which is said in any language later."""
    if entry.name:
        return entry.name
    name, *others = name_parts(entry)
    for other in others:
        name = Name("{name} · {other}", name=name, other=other)
    return name


def run_names(entries: Sequence[RunEntry], translate: Callable[[str, str], str]) -> list[str]:
    """Return what runs are called that are shown together: no two the same, and of settings only those that differ.

    What the fewest of them have comes first, because of a long name only the beginning may be shown. A run that has
    nothing of its own is called by a setting that others have changed. Where a name is taken, a later run has the
    iteration to which it came beside it, or a number.
    """
    said = [[part.said(translate) for part in _differences(entry)] for entry in entries]
    having = Counter(part for parts in said for part in parts)
    varied = differing(entries)
    basis = "learning_rate" if "learning_rate" in varied or not varied else varied[0]
    names: dict[str, int] = {}  # and how many runs would have each
    for entry, parts in zip(entries, said, strict=True):
        own = sorted((part for part in parts if having[part] < len(entries)), key=having.__getitem__)
        if not (own or varied):
            own = [part.said(translate) for part in name_parts(entry)]
        elif not own:
            value = setting_of(entry, basis)
            own = [part.said(translate) for part in _part(declared(RunSettings)[basis], value)]
        name = entry.name or " · ".join(own)
        if name in names:
            names[name] += 1
            reached = Name(runs.tr("to {iteration}"), context="runs", iteration=f"{entry.iteration:,}")
            tails = chain([reached.said(translate)], map(str, count(names[name])))
            name = next(longer for tail in tails if (longer := f"{name} · {tail}") not in names)
        names[name] = 1
    return list(names)


def differing(entries: Sequence[RunEntry]) -> list[str]:
    """Return the names of the settings in which runs differ, in their order; the number of iterations is none."""
    names = (name for name, setting in declared(RunSettings).items() if setting.short or setting.choices is not None)
    return [name for name in names if len({_course_of(entry, name) for entry in entries}) > 1]


def told_apart(entries: Sequence[RunEntry], translate: Callable[[str, str], str]) -> list[str]:
    """Return for each of several runs in words the settings in which they differ, or its place where there are none."""
    varied, known = differing(entries), declared(RunSettings)
    length = known["iterations"]
    has_length = len({entry.settings.iterations for entry in entries}) > 1
    said = []
    for place, entry in enumerate(entries, 1):
        parts = [part for name in varied for value in _course_of(entry, name) for part in _part(known[name], value)]
        if has_length:
            parts.append(Name(length.chip, context=CONTEXT, value=length.written(entry.settings.iterations)))
        said.append(" · ".join(part.said(translate) for part in parts) or str(place))
    return said


def alike(entries: Sequence[RunEntry], translate: Callable[[str, str], str]) -> list[str]:
    """Return in words the settings that are the same in all runs, of those that a run usually has, and their start."""
    varied = differing(entries)
    usual = [name for name, one in declared(RunSettings).items() if (one.shown or one.live) and name not in varied]
    parts = [
        part
        for name in usual
        for value in _course_of(entries[0], name)
        for part in _part(declared(RunSettings)[name], value)
    ]
    if same_start(entries):
        parts.append(Name(runs.tr("first weights"), context="runs"))
    return [part.said(translate) for part in parts]


def setting_of(entry: RunEntry, name: str) -> Any:
    """Return a setting of a run, as it was in its last update."""
    return getattr(_used(entry)[-1][1] if name in OF_RULE else entry.settings, name)


def setting_in_words(entry: RunEntry, name: str, translate: Callable[[str, str], str]) -> str:
    """Return a setting of a run as it stands in a table, without its name: "0.1 → 0.5" where it changed on the way."""
    setting = declared(RunSettings)[name]
    return " → ".join(_value(setting, value).said(translate) for value in _course_of(entry, name))


def _course_of(entry: RunEntry, name: str) -> tuple[Any, ...]:
    """Return the values of a setting that the run was made with, one after the other; mostly a single one."""
    if name not in OF_RULE:
        return (getattr(entry.settings, name),)
    values = [getattr(rule, name) for _, rule in _used(entry)]
    return tuple(value for value, before in zip(values, [None, *values], strict=False) if value != before)


def name_parts(entry: RunEntry) -> list[Name]:
    """Return what makes a run differ from one with the default settings, one text for each, or its learning rate."""
    return list(_differences(entry)) or _part(declared(RunSettings)["learning_rate"], DEFAULT.learning_rate)


def _differences(entry: RunEntry) -> tuple[Name, ...]:
    return _parts(entry.settings, _used(entry), begins_from_file=entry.begins_from_file)


@lru_cache(maxsize=4096)  # because a list of some thousand runs is named anew whenever one comes or goes
def _parts(settings: RunSettings, used: Rules, *, begins_from_file: bool) -> tuple[Name, ...]:
    _, rule = used[-1]
    rates = [(at, before.learning_rate) for at, before in used]
    since = max((at for at, rate in rates if rate != rule.learning_rate), default=-1)
    start = min(at for at, _ in rates if at > since)
    parts = []
    for name, setting in declared(RunSettings).items():
        value = getattr(rule if name in OF_RULE else settings, name)
        if name == "learning_rate" and start > 0:
            facts = {"value": setting.written(value), "iteration": f"{start:,}"}
            parts.append(Name(runs.tr("η {value} from {iteration}"), context="runs", **facts))
        elif value != getattr(DEFAULT, name):
            parts += _part(setting, value)
    if begins_from_file:
        parts.append(Name(runs.tr("weights from a file"), context="runs"))
    if rule.mistake is not None:
        parts.append(Name(runs.tr("a mistake"), context="runs"))
    return tuple(parts)


def _used(entry: RunEntry) -> Rules:
    return used_rules(entry.rules, entry.iteration)


def _part(setting: Setting, value: Any) -> list[Name]:
    if setting.choices is not None:
        return [_value(setting, value)]
    if setting.without and value == 0:
        return [Name(setting.without, context=CONTEXT)]
    if setting.one and value == 1:
        return [Name(setting.one, context=CONTEXT)]
    return [Name(setting.short, context=CONTEXT, value=_value(setting, value))] * bool(setting.short)


def _value(setting: Setting, value: Any) -> Name:
    """Return a value without the name of its setting."""
    if setting.choices is not None:
        return Name(setting.choices[value], context=CONTEXT)
    return Name(setting.zero, context=CONTEXT) if setting.zero and value == 0 else Name(setting.written(value))

"""What is wrong in a lesson, said so that whoever writes one knows what to change."""

import difflib
import json
from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from mnistlab.errors import LessonError, Name, names

LONGEST: Final = 60  # characters of what stands in a file
MOST_NAMED: Final = 20  # names in a sentence
MISTAKES: Final = {
    "not_utf8": names.tr("this is not UTF-8. Save the file in the encoding UTF-8."),
    # lesson.toml
    "no_entry": names.tr("there is no entry {found} {where}. {advice}"),
    "no_setting": names.tr("there is no setting {found}. {advice}"),
    "unknown_name": names.tr("{name} cannot be “{found}”. {advice}"),
    "missing": names.tr("{what} needs the entry {found}, which is missing. Write, for example: {example}"),
    "type": names.tr("{name} is {found}, but it must be {expected}. Write, for example: {example}"),
    "runs": names.tr(
        "runs must list two or three runs. Write, for example: "
        "runs = [{{ learning_rate = 0.1 }}, {{ learning_rate = 1.0 }}]"
    ),
    "low_high": names.tr("low ({found}) must be smaller than high ({high}). Change one."),
    "spot": names.tr(
        "“{found}” is no place in the window. Write lossPlot (the whole plot), "
        "lossPlot 100..200 (these iterations) or weightsView 7 (this unit)."
    ),
    "condition": names.tr("the condition cannot be read at “{found}”. {advice}"),
    "never": names.tr(
        "“{found}” never comes true, because of these bounds: {bounds}. Change the condition or a setting."
    ),
    "never_share": names.tr(
        "“{found}” never comes true, because {name} is a share from 0 to 1: {percent} is {share}. Change the number."
    ),
    "share": names.tr(
        "{found} is a share from 0 to 1, but high is {high}. Write {example}: then it is asked for in percent."
    ),
    "no_share": names.tr("{found} is no share, so it has no percentage. Take {example} away."),
    "goal_fixed": names.tr(
        "“{found}” cannot be reached, because only {free} may be changed. Add what must change to free, or put a "
        "run with these settings before this step."
    ),
    "goal_at_once": names.tr(
        "“{found}” is true before the learner has done anything. Ask for something that is not so yet."
    ),
    "sketch": names.tr(
        "the curve is drawn over {found} iterations, but “{name}”, which it is compared with, runs {length}. Write "
        "the same number in both."
    ),
    "setting": names.tr("{why} Mend that line."),
    "titles": names.tr('the title is missing. Write [title] and below it: en = "…"'),
    "no_title": names.tr('there is {text}, but no title in that language. Write below [title]: {found} = "…"'),
    "title_without_text": names.tr(
        "there is a title in {found}, but no file {text}. Write that file, or delete this line."
    ),
    "no_steps": names.tr('there are no steps. Write each as [[step]], and below it name = "…" and kind = "…".'),
    "many_steps": names.tr("there are {found} steps, and at most {most} can be. Take some out."),
    "step_twice": names.tr("two steps have the name “{found}”. Give each its own."),
    "unasked": names.tr(
        "nothing is asked before “{found}” shows what comes. Put a prediction before it "
        "({known}); or write known = true, where nothing surprises."
    ),
    "asked_in_vain": names.tr(
        "after the prediction “{found}” nothing comes to compare it with. Put a step of the kind "
        "run, compare, do or goal behind it."
    ),
    "no_section": names.tr("the step “{found}” has no section in {text}. {advice}"),
    "right": names.tr("right names “{found}”, but “{name}” in {text} has no such choice. {advice}"),
    "order": names.tr("right has {found}, but must have all choices of {text}, each once: {known}. Complete it."),
    "blanks": names.tr(
        "right and the blanks (___) at the end of “{name}” in {text} must be as many, but they are {found} and "
        "{blanks}. Write lines such as: - line: 1 + 1 = ___"
    ),
    "step_name": names.tr("“{found}” cannot be the name of a step. Write letters, digits, - and _, without spaces."),
    "one_bracket": names.tr("a step begins with two brackets. Write: [[step]]"),
    # the texts
    "heading": names.tr("“{found}” does not begin a section. Write: ## name · Heading (the name as in lesson.toml)"),
    "section_twice": names.tr("two sections have the name “{found}”. Give each its own."),
    "fact": names.tr("{{{found}}} is no fact. {advice}"),
    "braces": names.tr(
        "{{{found}}} is replaced by its value only in a line that begins with an arrow, at the "
        "end of a step that runs or waits. Write it there, or without braces."
    ),
    "done": names.tr(
        "the line with an arrow at the end of “{found}” is never said, because this step waits "
        "for nothing. Take the arrow away, or let the step run or wait."
    ),
    "choice_form": names.tr(
        "“{found}” is not written as a choice. Write: - name: Text. → Reason. "
        "(the name in small letters, digits and -, without spaces)"
    ),
    "words_below": names.tr(
        "“{found}” stands below the choices. Put it above them, or indent it to go on with a choice."
    ),
    "no_reason": names.tr(
        "the choice “{found}” has no reason. Write behind its text an arrow and what is said to "
        "whoever chooses it: → Reason."
    ),
    "choice_missing": names.tr(
        "“{name}” has no choice “{found}”, but {text} has it. Write it here as well, or take it out there."
    ),
    "done_missing": names.tr(
        "“{found}” has no line with an arrow at its end, but {text} has one. "
        "Write it here as well, or take it out there."
    ),
    "choice_twice": names.tr("two choices have the name “{found}”. Give each its own."),
    "few_choices": names.tr(
        "“{name}” has fewer than two choices. Write each on a line at its end: - name: Text. → Reason."
    ),
    "many_choices": names.tr("“{name}” has {found} choices, and a class can vote on {most} at most. Take some out."),
    "no_picture": names.tr(
        "there is no picture {found} in the lesson. Put the file beside this one; its name may "
        "have letters, digits, - and _, and ends in .png or .jpg."
    ),
    "picture_kind": names.tr("{found} is neither PNG nor JPEG. Save the picture as one of these."),
    "picture_size": names.tr("{found} has {size} pixels, and at most {most} a side are taken. Make it smaller."),
}


def mistake(kind: str, file: str, line: int, **facts: Any) -> LessonError:
    """Return the error that a line of a file is at fault: a `kind` of `MISTAKES`, and the facts of its sentence."""
    facts = {key: short(fact) for key, fact in facts.items()}
    return LessonError("lesson_line", file=file, line=line, why=Name(MISTAKES[kind], **facts))


def advice(found: object, known: Iterable[str]) -> Name:
    """Return what may have been meant instead of a name: the known one that is nearly the same, or all that there are.

    Of a long list they are those that are most like it; the page for teachers has all.

    Small and capital letters, spaces and signs between words make no difference.
    """
    plain = {_plain(name): name for name in known}
    nearest = partial(difflib.get_close_matches, _plain(str(found)), plain)
    near = nearest(n=1, cutoff=0.65)
    if near:
        return Name(names.tr("Did you mean {near}?"), near=short(plain[near[0]]))
    if len(plain) <= MOST_NAMED:
        listed = list(plain.values())
    else:
        listed = [*(plain[one] for one in nearest(n=MOST_NAMED, cutoff=0.0)), "…"]
    return Name(names.tr("Write one of these: {known}."), known=tuple(map(short, listed)))


def written(value: Any) -> str:
    """Return a value as it stands in a file."""
    try:
        return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
    except (TypeError, ValueError):  # such as a date, or a number of thousands of digits
        return str(type(value).__name__)


def _plain(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def short(fact: Any) -> Any:
    """Return a fact of a sentence; of a long text from a file, the beginning."""
    is_long = isinstance(fact, str) and not isinstance(fact, Name) and len(fact) > LONGEST
    return f"{fact[:LONGEST]}…" if is_long else fact

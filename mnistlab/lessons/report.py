"""What a learner answered, as one file to hand in: a page to read, with the same once more as data for a table.

The file holds the name that the learner typed, or none; nothing else says who it was.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from pathlib import Path
from typing import Any, Final, Self

from mnistlab.data.files import open_file, write_whole
from mnistlab.errors import LessonError, reason_of
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import Lesson, Section, Step
from mnistlab.lessons.markup import page
from mnistlab.lessons.places import words
from mnistlab.lessons.quiz import Quiz
from mnistlab.lessons.spots import Spot
from mnistlab.lessons.standing import Standing, is_finite
from mnistlab.numerals import shown

Translate = Callable[[str, str], str]
FORMAT: Final = "mnistlab report 1"
LARGEST: Final = 5_000_000  # bytes of a file
LONGEST: Final = 2_000  # characters of a text
MOST: Final = 5_000  # answers
TEXTS: Final = ("lesson", "step", "kind", "title", "question", "answer", "came")
BEGINS: Final = '<script type="application/json" id="report">'
ENDS: Final = "</script>"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer.

    Attributes
    ----------
    lesson, step, kind : str
        Names.
    title, question, answer : str
        As they were read.
    came : str
        The number that came, or empty.
    right : bool or None
        None for what is neither right nor wrong.
    curve : list of [float, float]
        A curve that was sketched: iteration and value.
    choice : str
        The names of the choices that were taken, or put in order, with spaces between them; else empty.
    """

    lesson: str
    step: str
    kind: str
    title: str
    question: str
    answer: str
    came: str = ""
    right: bool | None = None
    curve: list[list[float]] = field(default_factory=list)
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All answers of a learner.

    Attributes
    ----------
    learner : str
        As it was typed; may be empty.
    made : str
        The day, such as 2026-11-28.
    given : tuple of Given
    before, after : mapping
        The answers to the quiz, by the names of items.
    """

    learner: str
    made: str
    given: tuple[Given, ...]
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, raw: Any) -> Self:
        """Return the report in data that may be anything.

        Raises
        ------
        ValueError
            If it is none.
        """
        if not isinstance(raw, dict) or raw.get("format") != FORMAT or not isinstance(raw.get("given"), list):
            raise ValueError(FORMAT)
        given = tuple(_given(one) for one in raw["given"][:MOST] if isinstance(one, dict))
        before, after = (_texts(raw.get(name)) for name in ("before", "after"))
        return cls(_text(raw.get("learner")), _text(raw.get("made")), given, before, after)


def answers_of(lesson: Lesson, standing: Standing, language: str) -> list[Given]:
    """Return what has been answered in a lesson, in the order of its steps."""
    found = []
    for step in lesson.steps:
        if step.name in standing.answers:
            given, section = standing.answers[step.name], lesson.section(step, language)
            came = standing.came.get(step.name)
            found.append(
                Given(
                    lesson=lesson.name,
                    step=step.name,
                    kind=kind_of(step),
                    title=lesson.title(language),
                    question=section.heading,
                    answer=answer_text(step, section, given),
                    came="" if came is None else number_text(step, came),
                    right=standing.is_right(step),
                    curve=given if isinstance(step, kinds.PredictCurve) else [],
                    choice=_choice(step, section, given),
                )
            )
    return found


def _choice(step: Step, section: Section, given: Any) -> str:
    names = [choice.name for choice in section.choices]
    taken = [given] if isinstance(step, kinds.Choose) else given if isinstance(step, kinds.Order) else []
    return " ".join(taken) if all(name in names for name in taken) else ""


def kind_of(step: Step) -> str:
    """Return the kind of a step that asks, in one word."""
    if isinstance(step, kinds.Choose):
        return step.kind
    names = {kinds.FillIn: "fill in", kinds.Order: "order", kinds.PointAt: "point"}
    return names.get(type(step), "predict")


def answer_text(step: Step, section: Section, given: Any) -> str:
    """Return an answer as a person reads it."""
    names = {choice.name: choice.text for choice in section.choices}
    if isinstance(step, kinds.PredictNumber):
        return f"{shown(given)} {step.unit}".rstrip()
    if isinstance(step, kinds.PredictCurve):
        return f"{given[0][1]:.3g} → {given[-1][1]:.3g}"
    if isinstance(step, kinds.Order):
        return " · ".join(names.get(name, name) for name in given)
    if isinstance(step, kinds.FillIn):
        return " · ".join(map(shown, given))
    return names.get(given, str(given))


def number_text(step: Step, came: float) -> str:
    """Return what came as a person reads it."""
    is_share = isinstance(step, kinds.PredictNumber) and step.unit == "%"
    if is_share or (isinstance(step, kinds.PredictCurve) and step.plot == "accuracy"):
        return f"{100 * came:.1f} %"
    return f"{came:.3f}"


def to_html(report: Report, quiz: Quiz, language: str, translate: Translate) -> str:
    """Return a report as a page of HTML that needs no other file."""
    title = translate("Report", "What I expected, and what came")
    facts = " · ".join(escape(text) for text in (report.learner, report.made) if text)
    body = [f"<h1>{escape(title)}</h1>", f'<p class="muted">{facts}</p>']
    for name in dict.fromkeys(one.lesson for one in report.given):
        lines = [one for one in report.given if one.lesson == name]
        heads = (translate("Report", "Question"), translate("Report", "Answer"), translate("Report", "It came to"))
        rows = "".join(_row(one, translate) for one in lines)
        head = "".join(f"<th>{escape(text)}</th>" for text in (*heads, ""))
        body.append(f"<h2>{escape(lines[0].title)}</h2>\n<table><tr>{head}</tr>{rows}</table>")
    if report.before or report.after:
        body.append(_quiz_part(report, quiz, language, translate))
    data = json.dumps({"format": FORMAT, **asdict(report)}, ensure_ascii=False).replace("<", "\\u003c")
    head = f"{BEGINS}{data}{ENDS}\n"
    return page(title, "\n".join(body), language, head)


def write_html(path: Path, html: str) -> None:
    """Write a page.

    Raises
    ------
    LessonError
        If it cannot be written.
    """
    with write_whole(path, LessonError) as file:
        file.write(html.encode())


def read_report(path: Path) -> Report:
    """Read a report that a learner has handed in. Nothing in it is executed.

    Raises
    ------
    LessonError
        If it cannot be read, or is none.
    """
    try:
        with open_file(path) as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise LessonError("lesson_not_readable", file=str(path), reason=reason_of(error)) from error
    if len(content) > LARGEST:
        raise LessonError("lesson_too_large", file=str(path), most=f"{LARGEST // 1_000_000}")
    try:
        text = content.decode("utf-8-sig")
        _, _, data = text.partition(BEGINS)
        return Report.of(json.loads(data.partition(ENDS)[0] if data else text))
    except (ValueError, RecursionError) as error:
        raise LessonError("report_none", file=str(path)) from error


def _row(one: Given, translate: Translate) -> str:
    marks = {True: translate("Report", "right"), False: translate("Report", "not right"), None: ""}
    is_place = one.kind == "point" and Spot.is_one(one.answer)
    said = words(Spot.read(one.answer), translate) if is_place else one.answer
    answer = escape(said) + _drawn(one.curve)
    cells = (escape(one.question), answer, escape(one.came), escape(marks[one.right]))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _drawn(curve: Sequence[Sequence[float]]) -> str:
    """Return a curve as a small picture."""
    if len(curve) < 2:
        return ""
    last = max(at for at, _ in curve) or 1
    top = max(value for _, value in curve) or 1
    points = " ".join(f"{120 * at / last:.1f},{40 - 38 * value / top:.1f}" for at, value in curve)
    return (
        '<br><svg width="124" height="44" viewBox="-2 0 124 44"><path d="M0 0 V40 H120" fill="none" stroke="#C2C9D4"/>'
        f'<polyline points="{points}" fill="none" stroke="#1D2433" stroke-width="2"/></svg>'
    )


def _quiz_part(report: Report, quiz: Quiz, language: str, translate: Translate) -> str:
    heads = (translate("Report", "before"), translate("Report", "after"))
    given = (report.before, report.after)
    counts = [f"{quiz.right(one)} / {len(quiz.items)}" if one else "–" for one in given]
    head = "".join(f"<th>{escape(name)}: {count}</th>" for name, count in zip(heads, counts, strict=True))
    rows = []
    for item in quiz.items:
        section = quiz.section(item, language)
        names = {choice.name: choice.text for choice in section.choices}
        cells = (
            escape(names.get(one.get(item.name, ""), "–")) + (" ✓" if one.get(item.name) == item.right else "")
            for one in given
        )
        rows.append(f"<tr><td>{escape(section.heading)}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    title = escape(quiz.titles.get(language, quiz.titles["en"]))
    return f"<h2>{title}</h2>\n<table><tr><th></th>{head}</tr>{''.join(rows)}</table>"


def _given(raw: Mapping[str, Any]) -> Given:
    texts = {name: _text(raw.get(name)) for name in (*TEXTS, "choice")}
    right = raw.get("right")
    curve = raw.get("curve")
    points = curve[:MOST] if isinstance(curve, list) else []
    whole = all(isinstance(one, list) and len(one) == 2 and all(map(is_finite, one)) for one in points)
    return Given(**texts, right=right if isinstance(right, bool) else None, curve=points if whole else [])


def _text(raw: Any) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in raw[:LONGEST]) if isinstance(raw, str) else ""


def _texts(raw: Any) -> dict[str, str]:
    return {_text(name): _text(text) for name, text in list(raw.items())[:MOST]} if isinstance(raw, dict) else {}

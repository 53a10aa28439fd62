"""A lesson as an exercise sheet to print: its questions with room to answer, and the answers on a page of their own.

No page tells what is asked on it: what comes after a prediction begins a new one, and what explains it is with the
answers.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import RUNS, WAITING, Lesson, Section, Step, is_prediction
from mnistlab.lessons.markup import page, paragraphs, words
from mnistlab.lessons.places import words as words_of_place
from mnistlab.lessons.spots import Spot
from mnistlab.numerals import shown

Translate = Callable[[str, str], str]
LINES: Final = 3  # to write on
TELLING: Final = kinds.Say | kinds.Look | kinds.Do  # ask for nothing that could be written
TOPS: Final = {"loss": 3, "accuracy": 1}


def sheet(lesson: Lesson, language: str, translate: Translate) -> str:
    """Return the sheet as a page of HTML that needs no other file.

    Parameters
    ----------
    lesson : Lesson
    language : str
        Of the lesson's words.
    translate : callable
        Gives the rest in that language: ``translate(context, text)``.
    """
    title = lesson.title(language)
    name = translate("Sheet", "Name:")
    body = [f"<h1>{escape(title)}</h1>", f'<p>{escape(name)} <span class="blank" style="min-width:18em"></span></p>']
    heading = translate("Sheet", "Answers")
    answers = [f'<div class="page"><h1>{escape(heading)} · {escape(title)}</h1>']
    turn = translate("Sheet", "Turn the page when you have seen what comes.")
    has_asked = is_open = has_come = False  # a prediction so far; one for which nothing has come; what was predicted
    for number, step in enumerate(lesson.steps, 1):
        section = lesson.section(step, language)
        heading = f"<h2>{number} · {words(section.heading)}</h2>"
        told = paragraphs(section.body, lesson.pictures)
        answer = _answer(step, section, translate)
        if has_asked and isinstance(step, TELLING):
            answer = told
        else:
            is_seen = isinstance(step, kinds.Choose) and step.kind == "saw"  # what came is looked at, and not told
            turns = has_come and not is_seen
            body.append(f'<p class="muted">{escape(turn)}</p>\n<section class="page">' if turns else "<section>")
            body.append(f"{heading}\n{told}\n{_room(step, section, translate)}</section>")
            has_come = has_come and is_seen
        if answer:
            answers.append(f"<section>{heading}\n{answer}</section>")
        if is_prediction(step):
            has_asked = is_open = True
        elif is_open and isinstance(step, RUNS | WAITING):
            is_open, has_come = False, True
    return page(title, "\n".join([*body, *answers, "</div>"]), language)


def _room(step: Step, section: Section, translate: Translate) -> str:
    """Return where an answer is to be written."""
    if isinstance(step, kinds.Choose):
        items = "".join(f"<li>☐ {words(choice.text)}</li>" for choice in section.choices)
        in_own_words = translate("Sheet", "Or in your own words:")
        why = translate("Sheet", "Why do you think so?") if step.kind == "predict" else in_own_words
        lines = f"<p>{escape(why)}</p>" + '<div class="line"></div>' * LINES
        return f'<ul class="choices">{items}</ul>' + (lines if step.own_words or step.kind == "predict" else "")
    if isinstance(step, kinds.Order):
        shown = sorted(section.choices, key=lambda choice: choice.text)
        blank = '<span class="blank" style="min-width:2em"></span>'
        return '<ul class="choices">' + "".join(f"<li>{blank} {words(one.text)}</li>" for one in shown) + "</ul>"
    if isinstance(step, kinds.FillIn):
        blank = '<span class="blank"></span>'
        return "".join(f"<p>{blank.join(map(words, choice.text.split('___')))}</p>" for choice in section.choices)
    return _room_for_what_comes(step, translate)


def _room_for_what_comes(step: Step, translate: Translate) -> str:
    if isinstance(step, kinds.PredictNumber):
        expect = translate("Sheet", "I expect:")
        return f'<p>{escape(expect)} <span class="blank"></span> {escape(step.unit)}</p>'
    if isinstance(step, kinds.PredictCurve):
        return _axes(step, translate)
    if isinstance(step, kinds.PointAt):
        expect = translate("Sheet", "I expect:")
        return f"<p>{escape(expect)}</p>" + '<div class="line"></div>'
    if isinstance(step, kinds.Goal | RUNS):
        came = translate("Sheet", "What came:")
        return f"<p>{escape(came)}</p>" + '<div class="line"></div>'
    return ""


def _axes(step: kinds.PredictCurve, translate: Translate) -> str:
    """Return empty axes to draw into."""
    top = TOPS[step.plot]
    name = translate("Sheet", "loss") if step.plot == "loss" else translate("Sheet", "accuracy")
    grid = "".join(f'<path d="M50 {y} H590" stroke="#DDE2E9"/>' for y in range(20, 221, 40))
    ticks = "".join(
        f'<text x="{50 + 540 * part / 5:.0f}" y="240" text-anchor="middle">{step.iterations * part // 5:,}</text>'
        for part in range(6)
    )
    return (
        f'<svg viewBox="0 0 620 260" font-size="12" role="img" aria-label="{escape(name, quote=True)}">{grid}'
        f'<path d="M50 20 V220 H590" fill="none" stroke="#1D2433"/>{ticks}'
        f'<text x="44" y="24" text-anchor="end">{top}</text><text x="44" y="224" text-anchor="end">0</text>'
        f'<text x="50" y="12">{escape(name)}</text></svg>'
    )


def _answer(step: Step, section: Section, translate: Translate) -> str:
    if isinstance(step, kinds.Choose):
        return "".join(
            f"<p>{'☑' if choice.name in step.right else '☐'} {words(choice.text)} <em>{words(choice.reply)}</em></p>"
            for choice in section.choices
        )
    if isinstance(step, kinds.Order):
        names: Mapping[str, str] = {choice.name: choice.text for choice in section.choices}
        return "<ol>" + "".join(f"<li>{words(names[name])}</li>" for name in step.right) + "</ol>"
    if isinstance(step, kinds.FillIn):
        return f"<p>{' · '.join(map(shown, step.right))}</p>"
    if isinstance(step, kinds.PointAt):
        return "".join(f"<p>{escape(words_of_place(Spot.read(right), translate))}</p>" for right in step.right)
    if isinstance(step, kinds.PredictNumber | kinds.PredictCurve):
        compare = translate("Sheet", "Run it in the program, and compare.")
        return f"<p>{escape(compare)}</p>"
    return ""

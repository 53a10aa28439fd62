"""The text of a lesson in one language: Markdown, with a section for each step.

    ## rate · What will the loss do?
    Ten times as far with every step. …
    - jumps: It jumps up and down. → It does, and still it falls on the whole: …
    - falls: It falls ten times as fast. → At first, yes. But …

    ## draw · Draw a digit
    Large, with the mouse.
    → It is read as {digit}.

A section begins with the name of the step and its heading. Where the step asks something, the points at the end of its
section are the choices: a name, the text, and behind the arrow what is said to who chooses it. A choice may go on in
lines below it that are indented or begin with the arrow. In a step that runs or waits, a line at the end that begins
with the arrow is said once the step has been done; names in braces stand for facts. The arrow may be written as ``->``.
"""

import re
from collections.abc import Callable
from typing import Final

from mnistlab.lessons.lesson import FACTS, Choice, Section
from mnistlab.lessons.mistakes import advice, mistake

HEADING: Final = re.compile(r"## +([\w-]+) *· *(\S.*)")
CHOICE: Final = re.compile(r"[-*] +([a-z0-9-]+) *[:：] *(\S.*?)(?:(?<! ) *(?:→|->) *(\S.*))?")
POINT: Final = re.compile(r"[-*] +\S.*|-[\w-]+ *[:：].*")
DONE: Final = re.compile(r"(?:→|->) *(\S.*)")
FACT: Final = re.compile(r"\{(\w*)\}")
CODE: Final = re.compile(r"`[^`]*`")

MOST_BELOW: Final = 100  # lines that a choice goes on in

Lines = list[tuple[int, str]]  # each with its number, from 1


def read_sections(text: str, file: str, has_choices: Callable[[str], bool]) -> dict[str, Section]:
    """Return the sections of a text by the names of their steps.

    Parameters
    ----------
    text : str
    file : str
        What errors call the text.
    has_choices : callable
        Whether points at the end of the section with this name are choices.

    Raises
    ------
    LessonError
        If something stands before the first section, a heading has no name, a name comes twice, a point that should be
        a choice is none, or a fact is unknown.
    """
    found: dict[str, Section] = {}
    for heading, lines in _divided(text, file):
        number, line = heading
        match = HEADING.fullmatch(line.strip())
        if match is None:
            raise mistake("heading", file, number, found=line)
        if match[1] in found:
            raise mistake("section_twice", file, number, found=match[1])
        read = _asking if has_choices(match[1]) else _telling
        found[match[1]] = read(number, match[2], lines, file)
    return found


def _divided(text: str, file: str) -> list[tuple[tuple[int, str], Lines]]:
    """Return each heading with the lines below it."""
    found: list[tuple[tuple[int, str], Lines]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("##") and not line.startswith("###"):
            found.append(((number, line), []))
        elif found:
            found[-1][1].append((number, line))
        elif line.strip():
            raise mistake("heading", file, number, found=line)
    return found


def _telling(number: int, heading: str, lines: Lines, file: str) -> Section:
    """Return a section without choices."""
    body, done = list(lines), []
    while body and (not body[-1][1].strip() or DONE.fullmatch(body[-1][1].strip())):
        at, line = body.pop()
        said = DONE.fullmatch(line.strip())
        if said is not None:
            for name in FACT.findall(line):
                if name not in FACTS:
                    raise mistake("fact", file, at, found=name, advice=advice(name, FACTS))
            done.append(said[1])
    _check_braces(body, file)
    return Section(heading, _joined(body), (), "\n\n".join(reversed(done)), line=number)


def _asking(number: int, heading: str, lines: Lines, file: str) -> Section:
    """Return a section with choices."""
    _check_braces(lines, file)
    body, choices = _unfolded(lines), []
    while body:
        at, line = body[-1]
        choice = CHOICE.fullmatch(line.strip())
        if choice is not None:
            choices.append(Choice(choice[1], choice[2], choice[3] or "", line=at))
        elif POINT.fullmatch(line.strip()) or (DONE.match(line.strip()) and choices):
            raise mistake("choice_form", file, at, found=line.strip())
        elif line.strip():
            break
        body.pop()
    if any(match is not None and match[3] for match in (CHOICE.fullmatch(line.strip()) for _, line in body)):
        raise mistake("words_below", file, body[-1][0], found=body[-1][1].strip())
    return Section(heading, _joined(body), tuple(reversed(choices)), line=number)


def _unfolded(lines: Lines) -> Lines:
    """Return lines of which each choice stands on one."""
    made: Lines = []
    below = 0  # lines that the last one goes on in
    for number, line in lines:
        choice = CHOICE.fullmatch(made[-1][1]) if made and line.strip() and below < MOST_BELOW else None
        goes_on = line[:1] in (" ", "\t") or (DONE.match(line) and choice is not None and not choice[3])
        if choice is not None and goes_on and not POINT.fullmatch(line.strip()):
            at, begun = made.pop()
            between = "" if ord(begun[-1]) > 0x2E80 and ord(line.strip()[0]) > 0x2E80 else " "  # Chinese has no spaces
            made.append((at, f"{begun}{between}{line.strip()}"))
            below += 1
        else:
            made.append((number, line.rstrip()))
            below = 0
    return made


def _check_braces(lines: Lines, file: str) -> None:
    """Check that no fact is named where it is not replaced."""
    for number, line in lines:
        known = [name for name in FACT.findall(CODE.sub("", line)) if name in FACTS]
        if known:
            raise mistake("braces", file, number, found=known[0])


def _joined(lines: Lines) -> str:
    return "\n".join(line for _, line in lines).strip()

"""The text of a lesson in one language: Markdown, with a section for each step.

    ## rate · What will the loss do?
    Ten times as far with every step. …
    - jumps: It jumps up and down. → It does, and still it falls on the whole: …
    - falls: It falls ten times as fast. → At first, yes. But …

    ## draw · Draw a digit
    Large, with the mouse.
    → It is read as {digit}.

A section begins with the name of the step and its heading. Points at its end are choices: a name, the text, and behind
the arrow what is said to who chooses it. A line at the end that begins with the arrow is said once the step has been
done; names in braces stand for facts. The arrow may be written as ``->``.
"""

import re
from typing import Final

from mnistlab.lessons.lesson import FACTS, Choice, Section

HEADING: Final = re.compile(r"## +([\w-]+) *· *(\S.*)")
CHOICE: Final = re.compile(r"- +([a-z0-9-]+) *[:：] *(\S.*?)(?: *(?:→|->) *(\S.*))?")
DONE: Final = re.compile(r"(?:→|->) *(\S.*)")
FACT: Final = re.compile(r"\{(\w*)\}")


class TextError(ValueError):
    """A line of a text is at fault.

    Attributes
    ----------
    line : int
        From 1.
    expected : str
    """

    def __init__(self, line: int, expected: str) -> None:
        super().__init__(expected)
        self.line, self.expected = line, expected


def read_sections(text: str) -> dict[str, Section]:
    """Return the sections of a text by the names of their steps.

    Raises
    ------
    TextError
        If something stands before the first section, a heading has no name, a name comes twice, or a fact is unknown.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    lines: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            heading = HEADING.fullmatch(line.strip())
            if heading is None or heading[1] in found:
                raise TextError(number, "## name · Heading")
            lines = []
            found[heading[1]] = heading[2], lines
        elif lines is not None:
            if DONE.fullmatch(line.strip()) and not set(FACT.findall(line)) <= set(FACTS):
                raise TextError(number, ", ".join(f"{{{name}}}" for name in FACTS))
            lines.append(line)
        elif line.strip():
            raise TextError(number, "## name · Heading")
    return {name: _section(heading, lines) for name, (heading, lines) in found.items()}


def _section(heading: str, lines: list[str]) -> Section:
    body, choices, done = list(lines), [], []
    while body:
        line = body[-1].strip()
        choice, said = CHOICE.fullmatch(line), DONE.fullmatch(line)
        if choice is not None:
            choices.append(Choice(choice[1], choice[2], choice[3] or ""))
        elif said is not None:
            done.append(said[1])
        elif line:
            break
        body.pop()
    return Section(heading, "\n".join(body).strip(), tuple(reversed(choices)), "\n\n".join(reversed(done)))

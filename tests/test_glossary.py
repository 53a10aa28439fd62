"""English and Chinese use the words of resources/glossary.csv, and the Chinese is all set in the same way."""

import csv
import re
import tokenize
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from mnistlab.experiments.card import TEXTS
from mnistlab.experiments.files import cards
from mnistlab.lessons.files import lessons
from mnistlab.lessons.quiz import read_quiz

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
PLACE = re.compile(r"\{\w+\}|^!\[\]\(.*\)$")  # a value, or a formula: no word
PROSE = (tokenize.COMMENT, tokenize.STRING)
CLASS = re.compile(r"MiniBatch")  # the name of a class, as in an annotation: no word
HELP = sorted((RESOURCES / "help" / "en").glob("*.md"))


@dataclass(frozen=True)
class Term:
    """One row: a word in English, its forms in Chinese, and the forms that are not used."""

    english: re.Pattern
    chinese: tuple[str, ...]
    never: tuple[str, ...]


def glossary() -> list[Term]:
    """Return the rows, the longest English words first: "mini-batch" is not a "batch"."""
    with (RESOURCES / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: -len(row["English"]))
    return [
        Term(
            re.compile(rf"(?<![\w-]){re.escape(row['English'])}s?(?![\w-])", re.IGNORECASE),
            tuple(row["简体中文"].split(" / ")),
            tuple(form for form in row["不用"].split(" / ") if form),
        )
        for row in rows
    ]


HAN, LATIN = "[一-鿿]", "[A-Za-z0-9]"
MENU_KEY = re.compile(r"\(&\w\)")
BADLY_SET = re.compile(
    rf"{HAN}[,;:!?()]|[,;:!?()]{HAN}"  # half-width beside Chinese
    rf"|{HAN}(?:{LATIN}|\{{)|(?:{LATIN}|[}}%]){HAN}"  # no space
    r"| [，。；：！？、（）“”]|[，。；：！？、（）“”] "  # a space too many
    rf"|{HAN} +{HAN}| …|……|\.\.\."
)
TERMS = glossary()
NEVER = set(chain.from_iterable(term.never for term in TERMS))
FORMS = NEVER.union(*(term.chinese for term in TERMS))
ANY_FORM = re.compile("|".join(map(re.escape, sorted(FORMS, key=len, reverse=True))))  # the longest that fits


def faults(english: str, chinese: str) -> list[str]:
    """Return what is wrong with the words of a text, given what it says in English."""
    found = unused(chinese)
    same = chinese.splitlines()  # lines of code are the same in both languages
    english = PLACE.sub("·", "\n".join(line for line in english.splitlines() if line not in same))
    for term in TERMS:
        if term.english.search(english):
            if not any(form.lower() in chinese.lower() for form in term.chinese):
                found.append(f"should say {' or '.join(term.chinese)}")
            english = term.english.sub("·", english)
    return found


def unused(chinese: str) -> list[str]:
    """Return the forms in a text that are not to be used; those inside a good form do not count."""
    return [f"should not say {form}" for form in ANY_FORM.findall(chinese) if form in NEVER]


def program_texts() -> Iterator[tuple[str, str]]:
    for message in ET.parse(RESOURCES / "i18n" / "mnistlab_zh_CN.ts").getroot().iter("message"):
        yield message.findtext("source"), message.findtext("translation")


def not_in_english() -> re.Pattern:
    with (RESOURCES / "glossary.csv").open(encoding="utf-8", newline="") as file:
        forms = chain.from_iterable(row["not in English"].split(" / ") for row in csv.DictReader(file))
        words = "|".join(re.escape(form) for form in forms if form)
    return re.compile(rf"(?<![\w-])(?:{words})s?(?![\w-])", re.IGNORECASE)


def prose(path: Path) -> str:
    """Return a Markdown file with an x for each piece of code, and without the addresses of its links."""
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"`[^`\n]*`", "x", text)
    return re.sub(r"!?\[([^]\n]*)\]\([^)\s]*\)", r"\1", text)


def test_english_texts_use_the_words():
    wrong = not_in_english()
    assert wrong.search("the cost function of a minibatch")
    texts = [english for english, _ in program_texts()]
    texts += [prose(path) for path in (*HELP, RESOURCES.parent / "README.md")]
    assert [text for text in texts if wrong.search(text)] == []


@pytest.mark.parametrize("package", ["nn", "data", "training", "analysis", "engine", "ui"])
def test_docstrings_and_comments_use_the_words(package):
    wrong = not_in_english()
    for path in (RESOURCES.parent / "mnistlab" / package).rglob("*.py"):
        with path.open("rb") as file:
            said = [token for token in tokenize.tokenize(file.readline) if token.type in PROSE]
        assert [(path.name, token.start[0]) for token in said if wrong.search(CLASS.sub("", token.string))] == []


def test_the_program_uses_the_words():
    wrong = [(english, chinese, faults(english, chinese)) for english, chinese in program_texts()]
    assert [fault for fault in wrong if fault[2]] == []


@pytest.mark.parametrize("english", HELP, ids=lambda path: path.stem)
def test_the_help_uses_the_words(english):
    chinese = RESOURCES / "help" / "zh_CN" / english.name
    for before, after in zip(paragraphs(english), paragraphs(chinese), strict=True):
        assert faults(before, after) == [], after


def test_the_readme_uses_the_words():
    assert unused(prose(RESOURCES / "README.zh.md")) == []


@pytest.mark.parametrize("name", ["mnistlab_zh_CN.ts", "help", "README.zh.md"])
def test_punctuation_and_spaces_are_set_in_one_way(name):
    """Full-width marks without spaces, and one space between Chinese and Latin letters or figures."""
    texts = {
        "mnistlab_zh_CN.ts": [chinese for _, chinese in program_texts()],
        "help": [prose(RESOURCES / "help" / "zh_CN" / path.name) for path in HELP],
        "README.zh.md": [prose(RESOURCES / "README.zh.md")],
    }[name]
    wrong = [(found.group(), text) for text in texts for found in BADLY_SET.finditer(MENU_KEY.sub("", text))]
    assert wrong == []


def paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of a Markdown file with an x for each piece of code, which is in no language."""
    return [re.sub(r"`[^`]*`", "x", text) for text in re.split(r"\n{2,}", path.read_text("utf-8").strip())]


def taught() -> list[tuple[str, str]]:
    """Return the texts of lessons and experiments in both languages."""
    texts = []
    for lesson in lessons():
        texts.append((lesson.titles["en"], lesson.titles["zh_CN"]))
        for step in lesson.steps:
            english, chinese = (lesson.section(step, language) for language in ("en", "zh_CN"))
            texts += [(english.heading, chinese.heading), (english.body, chinese.body)]
            texts += [
                (f"{one.text} {one.reply}", f"{other.text}{other.reply}")
                for one, other in zip(english.choices, chinese.choices, strict=True)
            ]
    quiz = read_quiz()
    for item in quiz.items:
        english, chinese = (quiz.section(item, language) for language in ("en", "zh_CN"))
        texts.append((english.heading, chinese.heading))
        texts += [
            (f"{one.text} {one.reply}", f"{other.text}{other.reply}")
            for one, other in zip(english.choices, chinese.choices, strict=True)
        ]
    texts += [(one["en"], one["zh_CN"]) for one in quiz.misconceptions.values()]
    for card in cards():
        texts += [(card.texts[name]["en"], card.texts[name]["zh_CN"]) for name in TEXTS]
        texts += [(one.texts["en"], one.texts["zh_CN"]) for one in card.conclusions]
    return texts


def test_lessons_and_experiments_use_the_words():
    wrong = [(chinese, found) for english, chinese in taught() if (found := faults(english, chinese))]
    assert wrong == []
    badly = [(found.group(), text) for _, text in taught() for found in BADLY_SET.finditer(text)]
    assert badly == []
    never = not_in_english()
    assert [english for english, _ in taught() if never.search(english)] == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_bold_words_end_where_markdown_takes_them_to_end(language):
    """After a sign, `**` ends nothing if a letter follows, as in Chinese, where no space stands between."""
    texts = [*RESOURCES.glob(f"lessons/*/{language}.md"), *RESOURCES.glob(f"help/{language}/*.md")]
    assert len(texts) > 30
    for path in texts:
        for line in path.read_text("utf-8").splitlines():
            for bold in re.finditer(r"\*\*(.+?)\*\*(.?)", line):
                assert not (re.fullmatch(r"\w", bold[2]) and re.search(r"\W$", bold[1])), f"{path}: {bold[0]}"

import importlib.util
import re
import string
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from mnistlab.errors import SettingsError
from mnistlab.experiments.files import cards
from mnistlab.language import LANGUAGES, Translations, join_clauses, join_names, join_parts, join_sentences, say
from mnistlab.sentences import SENTENCES
from mnistlab.training import RunSettings, declared

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "i18n"
FILES = sorted(TRANSLATIONS.glob("*.ts"))


@pytest.fixture(scope="module")
def translate():
    """Return the script that keeps translations in step."""
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def messages(path):
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name"), message.findtext("source"), message.find("translation")


def places(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_language_has_its_file():
    assert {file.stem for file in FILES} == {f"mnistlab_{code}" for code in LANGUAGES if code != "en"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_unfinished_and_every_place_is_kept(path):
    found = list(messages(path))
    assert len(found) > 150
    for context, source, translation in found:
        assert translation.get("type") is None, f"unfinished in {context}: {source}"
        assert translation.text, f"empty in {context}: {source}"
        assert places(source) == places(translation.text), f"places differ in {context}: {source}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_translations_are_in_step_with_the_sources(path, translate, tmp_path):
    code = path.stem.removeprefix("mnistlab_")
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    translate.update(code, tmp_path)
    assert copy.read_text("utf-8") == path.read_text("utf-8"), "run: python packaging/translate.py"
    qm = translate.release(copy, tmp_path)
    assert qm.read_bytes() == path.with_suffix(".qm").read_bytes(), "run: python packaging/translate.py"


def test_every_error_can_be_said_in_chinese():
    chinese = Translations("zh_CN")
    for sentence in SENTENCES.values():
        assert re.search("[一-鿿]", chinese("errors", sentence)), sentence
    hidden = declared(RunSettings)["hidden_size"].name
    said = say(SettingsError("out_of_range", field=hidden, low="1", high="2,000", given=0), chinese)
    assert "隐藏层神经元数" in said
    assert "2,000" in said


def test_no_text_is_formatted_before_it_is_translated():
    for path in (ROOT / "mnistlab").rglob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"\b(tr|translate)\(\s*f[\"']", text), path
        assert not re.search(r"\bf([\"'])(?:(?!\1).)*\{[^}]*(self\.tr|(?<![.\w])translate)\(", text), (
            path
        )  # which no tool finds


def test_an_apostrophe_is_the_same_sign_in_every_text():
    """Texts of the window, its help, lessons, experiments and README: none but what is code in them."""
    texts = {source: source for _, source, _ in messages(FILES[0])}
    pages = [ROOT / "README.md", *(ROOT / "resources").rglob("*.md")]
    texts |= {str(page): re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL) for page in pages}
    texts |= {str(page): page.read_text("utf-8") for page in (ROOT / "resources").rglob("*.toml")}
    straight = re.compile(r"\w'(?=[a-z])")
    assert len(texts) > 1000
    assert [name for name, text in texts.items() if straight.search(text)] == []


def test_sentences_follow_each_other_as_their_language_does():
    assert join_sentences("One.", "Two.") == "One. Two."
    assert join_sentences("一。", "二。") == "一。二。"
    assert join_sentences("一", "（二）") == "一 （二）"
    assert join_sentences("Alone.") == "Alone."


def test_what_is_joined_has_the_signs_of_the_language(qapp):
    assert (join_names("a", "b", "c"), join_clauses("a", "b"), join_parts("a", "b")) == ("a, b, c", "a; b", "a, b")
    chinese = Translations("zh_CN")
    chinese.install(qapp)
    try:
        joined = join_names("η 1", "{x}", "c"), join_clauses("a", "b"), join_parts("a", "b"), join_names("a")
    finally:
        chinese.remove(qapp)
    assert joined == ("η 1、{x}、c", "a；b", "a，b", "a")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_lessons_call_scenes_and_experiments_by_their_names(language):
    names = {card.text("title", language) for card in cards()}
    for context, source, translation in messages(TRANSLATIONS / "mnistlab_zh_CN.ts"):
        if context == "Scenes":
            names.add(source if language == "en" else translation.text)
    for path in (ROOT / "resources" / "lessons").glob(f"*/{language}.md"):
        for name in re.findall(r"(?:(?:Read|识别) → |(?:experiment |实验)\*\*)([^*]+)\*\*", path.read_text("utf-8")):
            assert name in names, f"{path}: {name}"

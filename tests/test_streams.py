"""Standard streams that cannot write every sign."""

import io

import pytest

from mnistlab import streams


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("η 0.1 × 5 “five” …", 'lr 0.1 x 5 "five" ...'),
        ("β₁ ≤ √2", "beta1 <= sqrt 2"),
        ("café", "cafe\\u0301"),
        ("环", "\\u73af"),
        ("\udcff.npz", "\\udcff.npz"),
    ],
    ids=["quotes", "letters", "accent", "Chinese", "not UTF-8"],
)
def test_what_ascii_lacks_is_written_in_other_words(monkeypatch, text, written):
    content = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(content, "ascii"))
    streams.open_streams()
    streams.Output().write(text)
    assert content.getvalue().decode() == f"{written}\n"


def test_a_language_needs_both_streams(monkeypatch):
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), "utf-8"))
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(io.BytesIO(), "latin-1"))
    assert streams.can_write("English, é")
    assert not streams.can_write("中文")
    monkeypatch.setattr("sys.stderr", None)
    assert streams.can_write("中文")


def test_no_name_gives_a_command_to_the_terminal(capsys):
    streams.Output().write("a\x1b[31mb\tc\nd\re\u202ef 中文 é")
    streams.say("x\x9b1my\x07")
    printed, said = capsys.readouterr()
    assert printed == "a�[31mb\tc\nd�e�f 中文 é\n"
    assert said == "x�1my�\n"

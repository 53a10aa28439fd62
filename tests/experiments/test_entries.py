"""Entries that are missing, or of another kind than they have to be, are said with their line."""

import time

import pytest

from mnistlab.errors import CardError
from mnistlab.experiments.files import read_card

START = 'title = "T"\nquestion = "Q"\n'


@pytest.mark.parametrize(
    ("text", "kind", "line", "name"),
    [
        ("chapter = 4\n", "card_entry", 3, "chapter"),
        ("order = true\n", "card_entry", 3, "order"),
        ("settings = [1]\n", "card_entry", 3, "settings"),
        ("book = [1, 2]\n", "card_entry", 3, "book"),
        ("prediction = { zh_CN = 'x' }\n", "card_missing", 3, "en"),
        ('[[run]]\nname = "a"\n[[run]]\nname = "a"\n', "card_entry", 6, "name"),
        ("[[run]]\nseed = 1\n", "card_missing", 4, "name"),
        ("[[run]]\nname = 'a'\n[grid]\nseed = [1]\n", "card_two", 5, "grid"),
        ("chapters = '4'\n", "card_no_entry", 3, "chapters"),
    ],
)
def test_an_entry_at_fault_is_said(write, text, kind, line, name):
    with pytest.raises(CardError) as caught:
        read_card(write(START + text))
    facts = caught.value.facts
    assert (caught.value.kind, facts["line"], facts["name"]) == (kind, line, name)


def test_the_lines_of_many_entries_are_found_at_once(write):
    books = "[[book]]\nquantity = 'loss'\nat = [1]\nvalues = [1]\n" * 900
    path = write(f"title = 'T'\nquestion = 'Q'\n{books}" + "# x\n" * 100_000)
    begin = time.process_time()
    read_card(path)
    assert time.process_time() - begin < 2

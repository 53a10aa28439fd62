import pytest

from mnistlab.experiments.lazy import Lazy


def test_an_entry_is_made_when_it_is_asked_for():
    made = []
    entries = Lazy(1_000_000_000, lambda place: made.append(place) or 2 * place)
    assert len(entries) == 1_000_000_000
    assert entries[7] == 14
    assert made == [7]
    assert list(Lazy(3, str)) == ["0", "1", "2"]
    with pytest.raises(IndexError):
        entries[1_000_000_000]

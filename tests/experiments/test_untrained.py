"""What comes of experiments that train nothing."""

from dataclasses import replace

from mnistlab.experiments.card import Conclusion
from mnistlab.experiments.files import find_card
from mnistlab.experiments.untrained import Checked, Spread


def test_the_activations_bear_out_what_the_book_concludes():
    for _, count, of in Spread(find_card("activations"), 3).conclusions():
        assert count == of == 3


def test_checks_come_with_the_books_and_what_is_concluded(small_dataset):
    card = find_card("gradient-check")
    conclusions = (Conclusion({"en": "x"}, 'difference("sigmoid", "W1") < 0.001'),)
    checked = Checked(replace(card, conclusions=conclusions), small_dataset, 2)
    assert [row[:3] for row in checked.rows()][:2] == [("ReLU", "W1", 1.8e-6), ("ReLU", "b1", 2.4e-5)]
    assert [counts for _, *counts in checked.conclusions()] == [[2, 2]]


def test_the_first_seed_is_done_and_the_others_until_it_is_stopped(small_dataset):
    spread = Spread(find_card("activations"), 9, iter([False, True]).__next__)
    assert (spread.seeds, len(spread.by_seed)) == (2, 2)
    assert Checked(find_card("check-batch-norm"), small_dataset, 9, lambda: True).seeds == 1

"""Whether there are enough images for an experiment."""

import pytest

from mnistlab.errors import CardError, SettingsError
from mnistlab.experiments.files import find_card, read_card
from mnistlab.experiments.fits import check_images

OWN = """\
title = "T"
question = "Q"
prediction = "P"
finding = "F"
next = "N"

[settings]
training_images = 70_000
"""


def test_more_images_than_there_are_are_refused_with_file_and_line(tmp_path, small_dataset):
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    said = r"own\.toml, line 8: The settings ask for 70,000 training images, but there are 600\. Ask for 600 or fewer"
    with pytest.raises(CardError, match=said):
        check_images(read_card(path), small_dataset)


def test_of_an_experiment_of_the_program_no_line_is_named(small_dataset):
    with pytest.raises(SettingsError, match="there are 600"):
        check_images(find_card("nielsen-all-images"), small_dataset)

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


@pytest.mark.parametrize(
    ("asked", "line", "found"),
    [
        ('[[book]]\nquantity = "test_accuracy"\nat = [0, 3]\nvalues = [0.1, 0.5]', 12, "at cannot be 3"),
        ('[guess]\nquantity = "test_accuracy"\nat = 3', 12, "at cannot be 3"),
        ("[[conclusion]]\nen = 'x'\nholds = 'gap(\"own\", 3) > 0'", 12, 'holds cannot be gap("own", 3)'),
    ],
)
def test_an_epoch_after_the_last_is_refused_with_file_and_line(tmp_path, small_dataset, asked, line, found):
    path = tmp_path / "own.toml"
    run = OWN.replace("training_images = 70_000", "batch_size = 100\niterations = 12")  # two epochs of 600 images
    path.write_text(run + asked, encoding="utf-8")
    with pytest.raises(CardError) as caught:
        check_images(read_card(path), small_dataset)
    assert f"own.toml, line {line}: {found}. Expected is -1 … 2." in str(caught.value)
    path.write_text(run + asked.replace("3", "2"), encoding="utf-8")
    check_images(read_card(path), small_dataset)

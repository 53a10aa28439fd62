"""What tests of experiments in files share."""

import pytest


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a text into a file of an experiment, and returns its path."""

    def written(text):
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written

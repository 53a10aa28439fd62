"""What runs are called in the window."""

import pytest

from mnistlab.ui import run_title


def test_names_that_could_not_be_made_are_made_the_next_time(make_frame, kept_view, monkeypatch):
    frame = make_frame(kept=(kept_view(),))
    with monkeypatch.context() as broken:
        broken.setattr(run_title, "run_names", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run_title.run_titles(frame)
    assert frame.kept[0].entry.key in run_title.run_titles(frame)

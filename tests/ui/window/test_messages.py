"""What the window says when something goes wrong: once, as it is, and without hiding what matters more."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QToolButton

from mnistlab.errors import DataError, SettingsError
from mnistlab.ui.scenes.readings.export_row import ExportRow

MARKUP = "<h1><b>seven</b>"


def refused(value="7o"):
    return SettingsError("not_a_choice", field="sampling", choices="random, shuffle", given=value)


def diverge(user):
    user.widget("learningRate").setValue(1000)
    user.action("actionRun").trigger()
    user.wait(lambda: "too large" in user.notice)
    return user.notice


def offers_rewind(user):
    rewind = user.action("actionRewind")
    return any(b.isVisible() and b.defaultAction() is rewind for b in user.window.notice.findChildren(QToolButton))


def test_an_error_hides_no_notice(user):
    said = diverge(user)
    user.window.show_error(refused())
    assert user.notice == said
    assert offers_rewind(user)


def test_a_divergence_is_still_there_after_data_that_cannot_be_read(user):
    said = diverge(user)
    user.window._show_loading("nothing")
    assert "Loading nothing" in user.notice
    user.window._show_failure(DataError("folder_missing", folder="nothing"))
    assert user.notice == said
    assert offers_rewind(user)
    assert user.action("actionOpenData").isEnabled()


def test_a_divergence_is_still_there_after_the_weights_have_been_saved(user):
    said = diverge(user)
    user.window._show_saved("weights.npz")
    assert "weights.npz" in user.notice
    user.window.notice._patience.timeout.emit()  # it has been read
    assert user.notice == said
    assert offers_rewind(user)


def test_what_goes_wrong_beside_a_loading_does_not_end_it(user, small_dataset):
    user.window._show_loading("digits")
    for error in (refused(), refused("x")):
        user.window.show_error(error)
        user.window._show_failure(error)
        assert not user.action("actionOpenData").isEnabled()
        assert "Loading digits" in user.notice
    user.window._show_data(small_dataset)
    assert user.action("actionOpenData").isEnabled()
    assert user.notice == ""


def test_errors_in_a_row_are_one_dialog_that_counts(user):
    for number in range(20):
        user.window.show_error(refused(f"wrong {number}"))
    boxes = [box for box in user.window.findChildren(type(user.dialog)) if box.isVisible()]
    assert len(boxes) == 1
    assert "wrong 19" in boxes[0].text()
    assert "20 errors" in boxes[0].informativeText()
    boxes[0].accept()
    user.window.show_error(refused("wrong again"))
    again = [box for box in user.window.findChildren(type(boxes[0])) if box.isVisible()]
    assert [box.informativeText() for box in again] == [""]


def test_text_that_is_not_ours_is_never_markup(user, qtbot):
    """Were it, a file of this name would be a heading, and its signs could not be read."""
    user.window.show_error(refused(MARKUP))
    user.window._show_drawing_saved(MARKUP)
    for label in (user.dialog.findChild(QLabel, "qt_msgbox_label"), user.window.notice.text):
        assert MARKUP in label.text()
        assert label.textFormat() is Qt.TextFormat.PlainText
    row = ExportRow()
    qtbot.addWidget(row)
    row.retranslate(Path(f"/home/{MARKUP}"))
    tip = QTextDocument()
    tip.setHtml(row.privacy.toolTip())
    assert MARKUP in tip.toPlainText()

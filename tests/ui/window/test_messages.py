"""What the window says when something goes wrong: once, as it is, and without hiding what matters more."""

import weakref
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QToolButton, QToolTip

from mnistlab import app
from mnistlab.engine import events
from mnistlab.errors import DataError, DivergedError, SettingsError
from mnistlab.library import library_path
from mnistlab.numerals import shown
from mnistlab.ui.scenes.readings.export_row import ExportRow
from mnistlab.ui.window.diagnostics import happened_in, without_names

MARKUP = "<h1><b>seven</b>"


def refused(value="7o"):
    return SettingsError("not_a_choice", field="sampling", choices="random, shuffle", given=value)


def fail(user, error):
    user.window.fault_found.emit(error)
    QCoreApplication.sendPostedEvents(user.window._reports)


def diverge(user):
    user.widget("learningRate").setValue(1000)
    user.action("actionRun").trigger()
    user.wait(lambda: "too large" in user.notice)
    return user.notice


def offers_a_way_out(user):
    buttons = [button for button in user.window.notice.findChildren(QToolButton) if button.isVisible()]
    return [button.text() for button in buttons] == ["Begin again with η 0.1"]


def test_a_rate_that_is_written_with_a_power_of_ten_can_be_begun_with(user):
    rate = 1.5e-6
    error = DivergedError(
        "diverged", learning_rate="0.1", smaller=shown(rate), smaller_rate=rate, iteration="9", loss="9", first="2"
    )
    user.window.lab.told.emit(events.Diverged(error))
    button = user.window.notice.findChild(QToolButton)
    assert button.text() == "Begin again with η 1.5×10⁻⁶"
    button.click()
    user.wait(lambda: user.frame.settings.learning_rate == rate)


def test_a_divergence_is_told_in_the_other_language_once_that_is_chosen(user):
    diverge(user)
    user.action("actionLanguage_zh_CN").trigger()
    user.wait(lambda: "学习率 1000 太大了" in user.notice)
    assert "η 0.1" in user.window.notice.findChild(QToolButton).text()


def test_an_error_takes_no_notice_away(user):
    said = diverge(user)
    fail(user, refused())
    assert "7o was given" in user.notice
    user.window.notice._close.click()
    assert user.notice == said
    assert offers_a_way_out(user)


def test_a_divergence_is_still_there_after_data_that_cannot_be_read(user):
    said = diverge(user)
    user.window.lab.told.emit(events.DataLoading("nothing"))
    assert "Loading nothing" in user.notice
    user.window.lab.told.emit(events.Failed(DataError("folder_missing", folder="nothing")))
    assert "There is no folder nothing" in user.notice
    user.window.notice._close.click()
    assert user.notice == said
    assert offers_a_way_out(user)
    assert user.action("actionOpenData").isEnabled()


def test_a_divergence_is_still_there_after_the_weights_have_been_saved(user):
    said = diverge(user)
    user.window.lab.told.emit(events.WeightsSaved("weights.npz"))
    assert "weights.npz" in user.notice
    user.window.notice._patience.timeout.emit()  # it has been read
    assert user.notice == said
    assert offers_a_way_out(user)


def test_what_goes_wrong_beside_a_loading_does_not_end_it(user, small_dataset):
    user.window.lab.told.emit(events.DataLoading("digits"))
    for error in (refused(), refused("x")):
        fail(user, error)
        user.window.lab.told.emit(events.Failed(error))
        assert not user.action("actionOpenData").isEnabled()
    user.window.notice._close.click()
    assert "Loading digits" in user.notice
    user.window.lab.told.emit(events.DataReady(small_dataset))
    assert user.action("actionOpenData").isEnabled()
    assert user.notice == ""


def test_an_error_that_comes_again_is_told_once(user):
    for _ in range(20):
        fail(user, refused())
    user.window.notice._close.click()
    assert user.notice == ""


def test_a_notice_pushes_the_panels_and_covers_none(user):
    fail(user, refused())
    notice = user.window.notice

    def makes_room():
        bottom = notice.mapTo(user.window, QPoint(0, notice.height())).y()
        return all(panel.mapTo(user.window, QPoint()).y() >= bottom for panel in user.window.workbench.panels.values())

    user.wait(makes_room)


def test_no_notice_makes_the_smallest_window_grow(user):
    user.window.resize(1280, 640)
    fail(user, refused("a very long name of a file " * 20))
    user.wait(user.window.notice.isVisible)
    QApplication.processEvents()
    assert user.window.size() == QSize(1280, 640)
    text = user.window.notice.text
    user.wait(lambda: text.height() >= text.heightForWidth(text.width()))


def test_no_larger_type_is_said_until_the_size_is_another(user):
    user.window._zoom.refused.emit("no room")
    assert user.notice == "no room"
    user.action("actionNormalSize").trigger()
    assert user.notice == ""


def test_faults_in_a_row_are_one_dialog_that_counts(user, caplog):
    for number in range(20):
        fail(user, ZeroDivisionError(f"wrong {number}"))
    faults = [fault for fault in user.window.findChildren(type(user.dialog)) if fault.isVisible()]
    assert len(faults) == 1
    assert "ZeroDivisionError: wrong 19" in faults[0].text()
    assert "20 errors" in faults[0].text()
    faults[0].done_button.click()
    fail(user, ZeroDivisionError("wrong again"))
    again = [fault for fault in user.window.findChildren(type(faults[0])) if fault.isVisible()]
    assert len(again) == 1
    assert not again[0].paragraphs[1].isVisible()
    again[0].close()
    caplog.clear()


def test_what_nobody_caught_is_said_from_any_thread(user, caplog, capsys):
    hook = partial(app._tell_exception, weakref.ref(user.window))
    error = ZeroDivisionError("in a slot")
    worker = Thread(target=hook, args=(type(error), error, None))
    worker.start()
    worker.join()
    user.wait(lambda: user.dialog is not None and user.dialog.isVisible())
    assert "ZeroDivisionError: in a slot" in user.dialog.text()
    user.dialog.close()
    user.window._reports.show_error(ZeroDivisionError("in the engine"))
    assert [str(record.exc_info[1]) for record in caplog.records] == ["in a slot", "in the engine"]  # each once
    user.dialog.close()
    caplog.clear()
    assert "in a slot" in capsys.readouterr().err


def test_the_details_of_a_fault_can_be_copied_and_name_nobody(user, caplog):
    try:
        open(Path.home() / "secret" / "diary.txt")  # noqa: PTH123, SIM115
    except OSError as error:
        fail(user, error)
    user.dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "FileNotFoundError" in copied
    assert "NumPy" in copied
    assert "screen" in copied
    assert str(Path.home()) not in copied
    user.dialog.close()
    caplog.clear()


NAME = 'Zoë "O\'Neil"'


@pytest.mark.parametrize(
    "text",
    [
        "Permission denied: {folder!r}",
        "no file {folder}/my data/x.npz",
        "no file {other}",
        "'C:\\\\Users\\\\zoe77\\\\x y.npz'",
        r"C:\Users\zoe77\x.npz: gone",
        "file://{folder}/x",
        "'zoe77'",
        "lost \udce9 at '/media/zoe77/\\udce9/x'",
    ],
)
def test_no_form_of_a_path_or_a_name_is_left_in_what_is_copied(tmp_path, monkeypatch, text):
    folder, home = tmp_path / "real" / NAME, tmp_path / "home"
    folder.mkdir(parents=True)
    home.symlink_to(folder)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USER", "zoe77")
    made = ValueError(text.format(folder=folder, other=home / "thesis" / "x.npz"))
    made.__cause__ = OSError(2, "no", "my thesis.npz")
    with pytest.raises(ValueError, match=r"\w") as caught:
        raise made
    said = happened_in(caught.value)
    assert "ValueError" in said
    assert "test_messages.py" in said
    for name in ("Zoë", "Neil", "zoe77", "thesis", "my data", str(tmp_path), tmp_path.name):
        assert name not in said
    said.encode()


def test_what_is_no_path_stays_in_what_is_copied():
    text = "shapes (784, 50) and (10,) 1/2: a / b // c, 3 km/h, <b>x</b>, path.split('/')"
    assert without_names(text) == text


def test_a_dialog_has_room_for_what_it_says(user, caplog):
    class BrokenError(Exception):
        def __str__(self):
            raise RuntimeError

    for error in (ValueError("x " * 20_000), BrokenError()):
        fail(user, error)
        assert user.dialog.sizeHint().height() < 400
    assert "BrokenError" in user.dialog.text()
    user.dialog.close()
    caplog.clear()


def test_faults_of_several_kinds_are_all_among_the_details(user, caplog):
    for number in range(3):
        for expression in ("1 / 0", "[][1]"):
            try:
                eval(expression)  # noqa: S307
            except ArithmeticError as error:
                fail(user, error)
            except LookupError as error:
                fail(user, error)
        assert f"{2 * number + 2} errors in a row, of 2 kinds" in user.dialog.text()
    user.dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.count("ZeroDivisionError") == 1
    assert copied.count("IndexError") == 1
    assert "6 in a row" in copied
    user.dialog.close()
    caplog.clear()


@pytest.mark.parametrize(
    ("action", "name", "words"),
    [
        ("actionDataNotice", "dataNotice", "Yann LeCun and Corinna Cortes"),
        ("actionAbout", "about", "MIT licence"),
    ],
)
def test_about_can_be_read_and_copied(user, action, name, words):
    user.action(action).trigger()
    message = user.window.findChild(QDialog, name)
    assert not message.isModal()
    assert words in message.text()
    assert "440fcabf" not in message.text()  # no table of sums
    for label in message.paragraphs:
        assert label.height() >= label.heightForWidth(label.width())
    message.copy.click()
    assert QGuiApplication.clipboard().text() == message.text()
    message.close()


def test_diagnostics_are_copied_from_the_menu_and_name_nobody(user):
    user.action("actionCopyDiagnostics").trigger()
    copied = QGuiApplication.clipboard().text()
    for words in ("mnistlab", "NumPy", "Qt", "screen", "hidden_size=50"):
        assert words in copied
    assert Path.home().name not in copied
    assert "clipboard" in user.notice


def test_text_that_is_not_ours_is_never_markup(user, caplog):
    """Were it, a file of this name would be a heading, and its signs could not be read."""
    fail(user, refused(MARKUP))
    assert MARKUP in user.notice
    assert user.window.notice.text.textFormat() is Qt.TextFormat.PlainText
    fail(user, OSError(MARKUP))
    assert MARKUP in user.dialog.text()
    assert {label.textFormat() for label in user.dialog.paragraphs} == {Qt.TextFormat.PlainText}
    user.dialog.close()
    caplog.clear()


def test_no_label_and_no_tool_tip_takes_a_text_for_markup_by_its_looks(user):
    """A label says that its text is markup, or it is taken as it is; whoever writes a text must not have to think."""
    labels = user.window.findChildren(QLabel)
    assert len(labels) > 50
    assert [label.objectName() for label in labels if label.textFormat() is Qt.TextFormat.AutoText] == []
    QToolTip.showText(QPoint(0, 0), MARKUP, user.window)
    tip = next(widget for widget in QApplication.topLevelWidgets() if widget.inherits("QTipLabel"))
    assert tip.textFormat() is Qt.TextFormat.PlainText
    QToolTip.hideText()


def test_the_tool_tip_of_a_path_is_that_path(qtbot):
    row = ExportRow()
    qtbot.addWidget(row)
    assert str(library_path()) in row.privacy.toolTip()


def test_an_error_of_many_lines_leaves_the_dialog_on_the_screen(user):
    fail(user, ValueError("\n".join(f"line {number}" for number in range(500))))
    fault = user.widget("errorDialog")
    user.settle()
    assert fault.height() < 500
    fault.close()

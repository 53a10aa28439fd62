"""Files that are opened by a menu, a drop or a double click."""

import pickle
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QFileDialog, QTableWidget

from mnistlab.lessons.files import find_lesson
from mnistlab.lessons.own import new_lesson
from mnistlab.lessons.packed import pack
from mnistlab.lessons.quiz import read_quiz
from mnistlab.lessons.report import Report, answers_of, to_html, write_html
from mnistlab.lessons.standing import Standing
from mnistlab.numerals import percent
from mnistlab.ui.window.openings import ENDS, kind_of


@pytest.fixture
def folder(tmp_path):
    new_lesson(tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def reports(tmp_path):
    lesson, quiz, files = find_lesson("too-far"), read_quiz(), []
    for name, choice in (("Ada", "lower"), ("Bo", "higher")):
        given = tuple(answers_of(lesson, Standing(lesson.name, answers={"saw": choice}), "en"))
        report = Report(name, "2026-11-28", given, {"direction": "bottom"}, {"direction": "rises"})
        files.append(tmp_path / f"{name}.html")
        write_html(files[-1], to_html(report, quiz, "en", lambda _context, text: text))
    return files


KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def entering(mime):
    return QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, *KEYS)


def drop_mime(user, mime):
    enter = entering(mime)
    QApplication.sendEvent(user.window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(user.window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, *KEYS))
    return enter.isAccepted()


def drop(user, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return drop_mime(user, mime)


def lesson_of(user):
    page = user.window._lessons().page
    return None if page is None else page.lesson.name


def test_a_lesson_is_opened_by_its_folder_its_zip_and_its_description(user, folder, tmp_path):
    pack(folder, tmp_path / "packed.mnistlesson")
    for path, name in (
        (folder, "mine"),
        (tmp_path / "packed.mnistlesson", "packed"),
        (folder / "lesson.toml", "mine"),
    ):
        assert drop(user, path)
        user.wait(lambda name=name: lesson_of(user) == name)
    user.window._desk.close_drawer()


def test_a_lesson_with_a_mistake_is_refused_and_the_window_goes_on(user, folder):
    (folder / "lesson.toml").write_text("minutes = 'x'", "utf-8")
    drop(user, folder)
    assert "lesson.toml, line 1" in user.notice
    assert lesson_of(user) is None
    user.press("actionSelectBatch")
    (folder / "lesson.toml").rename(folder / "lessons.toml")
    drop(user, folder)
    assert "has no lesson.toml" in user.notice


def test_what_was_said_of_a_mistake_goes_once_it_is_mended(user, folder):
    before = (folder / "lesson.toml").read_text("utf-8")
    (folder / "lesson.toml").write_text("minutes = 'x'", "utf-8")
    drop(user, folder)
    assert user.notice
    (folder / "lesson.toml").write_text(before, "utf-8")
    drop(user, folder)
    user.wait(lambda: lesson_of(user) == "mine")
    assert user.notice == ""
    user.window._desk.close_drawer()


def test_reports_of_the_quiz_alone_leave_no_empty_table(user, tmp_path):
    report = Report("Ada", "2026-11-28", (), {"direction": "bottom"}, {})
    write_html(tmp_path / "a.html", to_html(report, read_quiz(), "en", lambda _context, text: text))
    drop(user, tmp_path / "a.html")
    user.wait(lambda: user.widget("answersWindow") is not None and user.widget("answersWindow").isVisible())
    shown = {name: user.widget(name).isVisible() for name in ("answersTable", "misconceptions")}
    assert shown == {"answersTable": False, "misconceptions": True}


def test_dropped_reports_become_one_table(user, reports, tmp_path, monkeypatch):
    drop(user, *reports)
    user.wait(lambda: user.widget("answersWindow") is not None)
    table = user.window.findChild(QTableWidget, "answersTable")
    heads = [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]
    assert heads == ["Lesson", "Question", "right", "1", "2"]
    row = [table.item(0, column).text() for column in range(table.columnCount())]
    assert row[2] == percent(0.5)
    assert row[3].startswith("✓ ")
    assert row[4].startswith("✕ ")
    found = user.window.findChild(QTableWidget, "misconceptions")
    assert [found.item(0, column).text() for column in (1, 2)] == ["2", "0"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "class.csv"), ""))
    user.widget("answersSave").click()
    assert "Ada" not in (tmp_path / "class.csv").read_text("utf-8-sig")
    user.widget("answersNames").click()
    assert table.horizontalHeaderItem(3).text() == "Ada"
    user.widget("answersSave").click()
    assert "Ada" in (tmp_path / "class.csv").read_text("utf-8-sig")
    user.widget("answersWindow").close()


@pytest.mark.parametrize("together", [False, True])
def test_reports_that_are_opened_one_by_one_or_twice_become_one_table(user, reports, together):
    named = [*reports, reports[0]]
    for some in [named] if together else [[report] for report in named]:
        user.window.open(some)
    user.wait(lambda: user.widget("answersWindow") is not None)
    shown = user.widget("answersWindow")
    assert "Reports: 2." in shown.words.text()
    shown.close()


def test_what_is_no_report_is_said(user, reports, tmp_path):
    (tmp_path / "page.html").write_text("<html>", "utf-8")
    drop(user, tmp_path / "page.html")
    user.wait(lambda: "page.html" in user.notice)
    assert user.widget("answersWindow") is None
    drop(user, *reports, tmp_path / "page.html")
    user.wait(lambda: user.widget("answersWindow") is not None)
    shown = user.widget("answersWindow")
    assert "Reports: 2." in shown.words.text()
    assert "left out: page.html" in shown.words.text()
    shown.close()


def test_what_cannot_be_opened_is_said(user, tmp_path):
    (tmp_path / "x.docx").touch()
    assert drop(user, tmp_path / "x.docx")
    assert "of no kind that mnistlab opens" in user.notice
    for name in ("x.docs", "gone.npz", "gone.html"):
        user.window.open([tmp_path / name])
        user.wait(lambda name=name: f"There is no file or folder {tmp_path / name}" in user.notice)


def test_dropped_losses_are_laid_on_the_plots(user, tmp_path):
    for name in ("mine.csv", "theirs.csv"):
        (tmp_path / name).write_text("iteration,loss\n0,2.3\n10,1.5\n")
    assert drop(user, tmp_path / "mine.csv", tmp_path / "theirs.csv")
    user.wait(lambda: len(user.window.selection.own_curves.all) == 2)
    assert "Laid on the plots" in user.notice


@pytest.mark.parametrize("change", [str.upper, str.title])
def test_the_kind_of_a_file_is_told_from_its_ending_in_any_case(change):
    assert all(kind_of(Path(f"/a/x{change(end)}")) == kind for kind, ends in ENDS.items() for end in ends)


def test_a_report_in_capitals_is_opened(user, reports):
    loud = reports[0].rename(reports[0].with_name("ADA.HTML"))
    assert drop(user, loud)
    user.wait(lambda: user.widget("answersWindow") is not None)
    user.widget("answersWindow").close()


def test_a_dropped_pickle_is_refused_with_the_lines_that_make_an_archive_of_it(user, tmp_path):
    (tmp_path / "params.pkl").write_bytes(pickle.dumps({}))
    assert drop(user, tmp_path / "params.pkl")
    user.wait(lambda: "numpy.savez" in user.notice)


def test_the_menu_opens_lessons_and_reports(user, folder, reports, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(folder / "lesson.toml"), ""))
    user.action("actionOpenLesson").trigger()
    user.wait(lambda: lesson_of(user) == "mine")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in reports], ""))
    user.action("actionOpenReports").trigger()
    user.wait(lambda: user.widget("answersWindow") is not None)
    user.widget("answersWindow").close()
    user.window._desk.close_drawer()


def canvas_of(user):
    return user.widget("drawingCanvas")


def saved_page(path):
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    painter.fillRect(90, 40, 24, 120, "black")
    painter.end()
    assert image.save(str(path))
    return image


def test_an_image_that_is_dropped_beside_the_canvas_is_laid_on_it(user, tmp_path):
    saved_page(tmp_path / "SEVEN.PNG")
    assert drop(user, tmp_path / "SEVEN.PNG", tmp_path / "SEVEN.PNG")  # some programs name a file twice
    user.wait(lambda: not canvas_of(user).is_empty)


def test_an_image_of_no_file_may_be_dropped_beside_the_canvas(user, tmp_path):
    mime = QMimeData()
    mime.setImageData(saved_page(tmp_path / "seven.png"))
    assert drop_mime(user, mime)
    user.wait(lambda: not canvas_of(user).is_empty)


def test_several_images_and_what_is_of_no_kind_are_said(user, tmp_path):
    for name in ("a.png", "b.jpg", "text.pdf"):
        (tmp_path / name).write_bytes(b"anything")
    assert drop(user, tmp_path / "a.png", tmp_path / "b.jpg")
    assert "2 files" in user.window.notice.text.text()
    assert drop(user, tmp_path / "text.pdf")
    assert "of no kind that mnistlab opens" in user.window.notice.text.text()


@pytest.mark.parametrize("name", ["w.npz", "W.NPZ", "runs.mnistlab", "RUNS.MNISTLAB", "a.toml"])
def test_a_file_of_the_windows_is_left_to_it_by_the_canvas(user, tmp_path, name):
    (tmp_path / name).write_bytes(b"anything")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    assert canvas_of(user).is_for_window(mime)
    assert drop(user, tmp_path / name)
    user.wait(lambda: str(tmp_path / name) in user.window.notice.text.text())

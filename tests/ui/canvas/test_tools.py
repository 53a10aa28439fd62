import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QToolButton, QVBoxLayout, QWidget

from mnistlab.data.ink import ink_to_image
from mnistlab.ui.canvas.canvas import DrawingCanvas
from mnistlab.ui.canvas.digit_drag import digit_mime
from mnistlab.ui.canvas.rendering import image_of, ink, pixels_of
from mnistlab.ui.canvas.tools import CanvasTools
from mnistlab.ui.look.icons import icon

LEFT = Qt.MouseButton.LeftButton


class Bench(QWidget):
    """A canvas with its tools, as in a window."""

    def __init__(self):
        super().__init__()
        self.canvas = DrawingCanvas()
        self.tools = CanvasTools(self.canvas, self.image)
        self.errors = []
        self.canvas.refused.connect(self.errors.append)
        column = QVBoxLayout(self)
        column.addWidget(self.tools)
        column.addWidget(self.canvas)

    def image(self):
        pixels = ink(self.canvas.drawing)
        return None if pixels is None else ink_to_image(pixels).image

    def action(self, name):
        return self.findChild(QAction, name)

    def can(self, name):
        return self.action(f"action{name}").isEnabled()

    def draw(self, *points):
        side = self.canvas.width()
        places = [QPoint(round(x * side), round(y * side)) for x, y in points]
        QTest.mousePress(self.canvas, LEFT, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(self.canvas, place)
        QTest.mouseRelease(self.canvas, LEFT, pos=places[-1])


@pytest.fixture
def bench(qtbot):
    QGuiApplication.clipboard().clear()
    bench = Bench()
    qtbot.addWidget(bench)
    bench.resize(300, 360)
    bench.show()
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    bench.canvas.setFocus()
    yield bench
    QGuiApplication.clipboard().clear()  # or it would delete an object of Python's when there is no Python any more


@pytest.fixture
def digit_file(tmp_path, mnist):
    path = tmp_path / "digit.png"
    image_of(255 - mnist.test_images[0].reshape(28, 28)).save(str(path))
    return path


def test_tools_can_be_used_only_when_they_can_do_something(bench):
    names = ["UndoStroke", "RedoStroke", "Eraser", "SaveImage", "PasteImage", "OpenImage"]
    assert [bench.can(name) for name in names] == [False] * 4 + [True] * 2
    bench.draw((0.5, 0.1), (0.5, 0.9))
    assert [bench.can(name) for name in names] == [True, False, True, True, True, True]
    bench.action("actionUndoStroke").trigger()
    assert [bench.can(name) for name in names] == [False, True, False, False, True, True]


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_Y, []), (Qt.Key.Key_Z, [Qt.KeyboardModifier.ShiftModifier])])
def test_keys_undo_and_redo(bench, key, held):
    control = Qt.KeyboardModifier.ControlModifier
    bench.draw((0.5, 0.1), (0.5, 0.9))
    QTest.keyClick(bench.canvas, Qt.Key.Key_Z, control)
    assert bench.canvas.is_empty
    QTest.keyClick(bench.canvas, key, control | held[0] if held else control)
    assert len(bench.canvas.strokes) == 1


def test_e_takes_the_eraser_only_at_the_canvas(bench):
    bench.draw((0.5, 0.1), (0.5, 0.9))
    QTest.keyClick(bench.canvas, Qt.Key.Key_E)
    assert bench.action("actionEraser").isChecked()
    bench.draw((0.1, 0.5), (0.9, 0.5))
    assert len(bench.canvas.strokes) == 2
    QTest.keyClick(bench.canvas, Qt.Key.Key_E)
    assert not bench.canvas.erasing
    other = bench.tools.findChildren(QToolButton)[-1]
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_E)
    assert not bench.canvas.erasing


def test_the_eraser_is_put_down_when_there_is_nothing_left(bench):
    bench.draw((0.3, 0.5), (0.7, 0.5))
    bench.action("actionEraser").trigger()
    bench.draw((0.1, 0.5), (0.9, 0.5))
    assert bench.canvas.is_empty
    assert not bench.action("actionEraser").isChecked()
    assert not bench.can("Eraser")
    bench.action("actionUndoStroke").trigger()
    assert len(bench.canvas.strokes) == 1


def test_a_brush_changes_the_whole_drawing(bench, qtbot):
    bench.draw((0.5, 0.1), (0.5, 0.9))
    with qtbot.waitSignal(bench.canvas.ink_changed):
        bench.action("actionBrushBold").trigger()
    assert bench.canvas.drawing.pen == pytest.approx(1.4 * 0.8 / 7, rel=0.02)
    bench.action("actionBrushThin").trigger()
    assert bench.canvas.drawing.pen == pytest.approx(0.7 * 0.8 / 7, rel=0.02)
    assert not bench.action("actionBrushBold").isChecked()
    bench.canvas.clear()
    assert bench.canvas.brush == 0.7


def test_an_image_is_opened_from_a_file(bench, qtbot, monkeypatch, digit_file, mnist):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(digit_file), ""))
    with qtbot.waitSignal(bench.canvas.ink_changed):
        bench.action("actionOpenImage").trigger()
    assert np.abs(bench.image().astype(int) - mnist.test_images[0].reshape(28, 28)).mean() < 5


def test_no_file_chosen_changes_nothing(bench, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    bench.action("actionOpenImage").trigger()
    assert bench.canvas.is_empty
    assert not bench.canvas._reader.busy


def test_a_broken_file_is_said_and_leaves_the_canvas(bench, qtbot, monkeypatch, tmp_path):
    bench.draw((0.5, 0.1), (0.5, 0.9))
    before = bench.canvas.drawing
    (tmp_path / "digit.png").write_bytes(b"no image")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "digit.png"), ""))
    with qtbot.waitSignal(bench.canvas.refused):
        bench.action("actionOpenImage").trigger()
    assert bench.errors[0].kind == "picture_no_image"
    assert bench.canvas.drawing is before


def test_an_image_is_pasted(bench, qtbot, mnist):
    dark = image_of(255 - mnist.test_images[0].reshape(28, 28).repeat(4, axis=0).repeat(4, axis=1))
    QGuiApplication.clipboard().setImage(dark)
    with qtbot.waitSignal(bench.canvas.ink_changed):
        QTest.keyClick(bench.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not bench.canvas.is_empty
    assert max(bench.canvas.drawing.picture.crop[0].shape) == pytest.approx(4 * 20, abs=4)


def test_a_file_is_pasted(bench, qtbot, digit_file):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(digit_file))])
    QGuiApplication.clipboard().setMimeData(mime)
    with qtbot.waitSignal(bench.canvas.ink_changed):
        bench.action("actionPasteImage").trigger()
    assert not bench.canvas.is_empty


def test_a_digit_is_pasted_as_pixels(bench, qtbot, mnist):
    QGuiApplication.clipboard().setMimeData(digit_mime(mnist.test_images[3]))
    bench.action("actionPasteImage").trigger()
    assert np.array_equal(bench.canvas.drawing.pixels, mnist.test_images[3].reshape(28, 28))


def test_a_text_is_no_image_but_perhaps_numbers_for_the_plots(bench):
    texts = []
    bench.canvas.text_pasted.connect(texts.append)
    QGuiApplication.clipboard().setText("seven")
    bench.action("actionPasteImage").trigger()
    assert texts == ["seven"]
    assert bench.errors == []
    QGuiApplication.clipboard().setText(" ")
    bench.action("actionPasteImage").trigger()
    assert bench.errors[0].kind == "clipboard_empty"


def test_a_blank_image_is_refused_by_name(bench, qtbot):
    white = QImage(60, 60, QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(white)
    with qtbot.waitSignal(bench.canvas.refused):
        bench.canvas.paste()
    assert "The pasted image" in str(bench.errors[0])


@pytest.mark.parametrize("what", ["Drawing", "What the network sees"])
def test_the_drawing_is_saved(bench, qtbot, monkeypatch, tmp_path, what):
    bench.draw((0.5, 0.1), (0.5, 0.9))
    kinds = []

    def choose(_parent, _title, _name, filters):
        kinds.extend(filters.split(";;"))
        return str(tmp_path / "mine"), next(kind for kind in kinds if kind.startswith(what))

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(bench.tools.saved) as saved:
        bench.action("actionSaveImage").trigger()
    assert saved.args == [str(tmp_path / "mine.png")]
    pixels = pixels_of(QImage(saved.args[0]))
    if what == "Drawing":
        assert pixels.shape == (560, 560)
        assert (pixels[280, 280], pixels[280, 20]) == (0, 255)
    else:
        assert np.array_equal(pixels, bench.image())


def test_where_it_cannot_be_saved_the_reason_is_said(bench, monkeypatch, tmp_path):
    bench.draw((0.5, 0.1), (0.5, 0.9))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "x.png"), "Drawing"))
    bench.action("actionSaveImage").trigger()
    assert bench.errors[0].kind == "not_writable"


def test_every_tool_has_a_name_a_tip_and_is_reached_by_tab(bench):
    buttons = bench.tools.findChildren(QToolButton)
    assert len(buttons) == 5
    for button in buttons:
        assert button.toolTip()
        assert button.accessibleName() or button.text()
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
        assert not button.icon().isNull()
    assert bench.tools.room(upright=False).width() <= 200


def test_a_click_on_a_tool_leaves_the_canvas_its_keys(bench):
    bench.draw((0.5, 0.1), (0.5, 0.9))
    QTest.mouseClick(bench.tools.findChildren(QToolButton)[2], LEFT)
    assert bench.canvas.erasing
    assert bench.canvas.hasFocus()


def test_icons_are_crisp_and_follow_the_state():
    picture = icon("undo")
    assert picture.pixmap(16, 16).size().width() == 16
    assert {size.width() for size in picture.availableSizes()} == {16, 32}
    with pytest.raises(FileNotFoundError):
        icon("none")

"""The gallery of the books' experiments, and the files of one's own."""

import re

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from mnistlab.errors import MnistLabError
from mnistlab.experiments.files import cards, find_card, read_card
from mnistlab.resources import resource_path
from mnistlab.ui.look import theme
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes.book.book import BookScene

OWN = 'title = "Mine"\nquestion = "Q?"\nprediction = "P"\nfinding = "F"\nnext = "N"\n[settings]\niterations = 5\n'


@pytest.fixture
def scene(make_scene, make_frame):
    scene = make_scene(BookScene)
    scene.resize(686, 560)
    scene.show_frame(make_frame())
    scene.show()
    return scene


def test_each_experiment_has_a_tile_that_opens_it_by_click_and_by_enter(scene, qtbot):
    for card in cards():
        tile = scene.tiles[card.name]
        assert tile.accessibleName() == card.texts["title"]["en"]
        assert card.texts["question"]["en"] in tile.accessibleDescription()
        with qtbot.waitSignal(scene.selection.card_opened):
            QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        assert scene.selection.card is card
    with qtbot.waitSignal(scene.selection.card_opened):
        QTest.keyClick(scene.tiles["chapter-4"], Qt.Key.Key_Return)


def test_the_frame_of_a_tile_is_one_sharp_dot_wide(scene):
    image = scene.tiles["chapter-4"].grab().toImage()
    middle = image.height() // 2
    across = [image.pixelColor(x, middle).name() for x in range(3)]
    now = theme.colours()
    assert across == [colour.lower() for colour in (now.line, now.card, now.card)]


def test_the_tile_of_what_is_under_way_says_so_until_it_ends(scene):
    experimenting, tile = scene.selection.experimenting, scene.tiles["optimizers"]
    session = experimenting.session(cards()[3])
    assert session.card.name == "optimizers"
    place = tile._marked_place
    for under_way, said in ((session, "running…"), (None, place)):
        experimenting.under_way = under_way
        experimenting.changed.emit(session)
        assert tile._marked_place == said


def test_a_gallery_that_opens_while_one_is_under_way_marks_it(scene, make_scene, make_frame):
    experimenting = scene.selection.experimenting
    experimenting.under_way = experimenting.session(cards()[0])
    later = BookScene(scene.selection)
    later.show_frame(make_frame())
    assert later.tiles[cards()[0].name]._marked_place == "running…"
    experimenting.under_way = None


def test_it_leads_to_how_a_file_of_ones_own_is_written(user):
    user.window.selection.help_wanted.emit("own_experiment")
    assert "Write an experiment" in user.widget("drawer").title.text()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_file_that_the_help_writes_is_an_experiment(tmp_path, language):
    text = resource_path(f"help/{language}/own_experiment.md").read_text("utf-8")
    path = tmp_path / "own.toml"
    path.write_text("\n".join(re.findall(r"```\n(.*?)```", text, re.DOTALL)), "utf-8")
    card = read_card(path)
    assert [run.settings.learning_rate for run in card.runs] == [0.1, 1.0]
    assert card.published
    assert card.choices


def test_no_tile_has_a_last_line_of_one_sign(scene):
    tile = scene.tiles["gradient-check"]
    heights = []
    for question in ("反向传播和数值微分的梯度相差多少？", "反向传播和数值微分的梯度相差\n多少？"):
        tile.show_texts("梯度对吗？", question)
        tile.resize(tile.width(), 84)
        heights.append(tile._places(tile.rect())[1].width())
    assert heights[0] == heights[1]  # the first breaks where the second does


def test_the_way_back_to_an_experiment_has_its_title_in_the_language_of_the_window(user):
    user.window.selection.open_card(find_card("gradient-check"))
    user.window.findChild(StagePanel).choose("Book")
    assert user.widget("sceneBack").text() == "Is the gradient right?"
    user.action("actionLanguage_zh_CN").trigger()
    user.wait(lambda: user.widget("sceneBack").text() == "梯度对吗？")


def test_a_file_of_ones_own_is_opened_from_the_menu_and_by_dropping_it(user, tmp_path, monkeypatch):
    path = tmp_path / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    user.action("actionOpenExperiment").trigger()
    assert user.window.selection.card.texts["title"]["en"] == "Mine"
    path.write_text(OWN.replace("Mine", "Dropped"), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    user.window.dropEvent(drop)  # Qt itself delivers only a drag that it has seen
    assert user.window.selection.card.texts["title"]["en"] == "Dropped"


def test_a_file_of_ones_own_is_opened_where_the_program_begins_with_it(user, tmp_path, start_program):
    path = tmp_path / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    assert start_program(user.window, str(path)) == 0
    assert user.window.selection.card.texts["title"]["en"] == "Mine"
    path.write_text(OWN + "hiden_size = 3\n", encoding="utf-8")
    with pytest.raises(MnistLabError, match="line 8"):
        start_program(user.window, str(path))


def test_a_bad_file_is_said_with_its_line_and_the_window_goes_on(user, tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text(OWN + "hiden_size = 3\n", encoding="utf-8")
    user.window.selection.card_file_wanted.emit(path)
    assert "line 8" in user.notice
    assert user.window.selection.card is None

"""The page of an experiment, from the prediction to the verdict."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from mnistlab.data.series import Series
from mnistlab.engine.experimenting import Experimenting
from mnistlab.experiments.card import TEXTS, Card, Conclusion, Guess, Published, Run
from mnistlab.experiments.files import find_card
from mnistlab.experiments.remaining import Remaining
from mnistlab.experiments.report import Report, plan
from mnistlab.experiments.sweep import read_axis, sweep
from mnistlab.experiments.untrained import Checked, Spread
from mnistlab.experiments.work import Outcome, Progress
from mnistlab.training.deep import DeepSettings
from mnistlab.ui.scenes.book.card import CardScene
from mnistlab.ui.scenes.book.texts import called, settings_in_words
from mnistlab.ui.widgets.kit import in_column

TEXT = {name: {"en": name} for name in TEXTS}
RUNS = tuple(
    Run(name, DeepSettings(learning_rate=rate, hidden_size=7)) for name, rate in (("slow", 0.1), ("fast", 1.0))
)


def small(**parts):
    return Card("small", 0, "4.5", {"en": "the book"}, TEXT, RUNS, **{"guess": Guess(), **parts})


def outcome(settings, test=0.5):
    return Outcome(
        settings=settings,
        loss=np.linspace(2.3, 0.5, 20, dtype=np.float32),
        evaluated_at=np.array([0, 10, 20]),
        train_accuracy=np.array([0.1, 0.5, 0.9]),
        test_accuracy=np.array([0.1, 0.4, test]),
        train_loss=np.array([2.3, 1.0, 0.5]),
        test_loss=np.array([2.3, 1.0, 0.6]),
        per_epoch=10.0,
        images=100,
        seconds=1.0,
    )


@pytest.fixture
def scene(make_scene, make_frame, small_dataset, monkeypatch):
    scene = make_scene(CardScene)
    scene.begun, scene.asked = [], []
    scene.wanted.connect(scene.asked.append)
    monkeypatch.setattr(Experimenting, "begin", lambda _self, *asked: scene.begun.append(asked))
    scene.resize(686, 560)
    scene.take_data(small_dataset)
    scene.selection.open_card(small())
    scene.show_frame(make_frame())
    scene.show()
    return scene


def finish(scene, card, seeds=1, share=lambda _number, run: 0.9 if run == "fast" else 0.8):
    """Let an experiment have come to its end."""
    scene.selection.open_card(card)
    session = scene.session
    session.found, session.seeds = Report(card, plan(card, seeds)), seeds
    for place, (name, number, settings) in enumerate(session.found.plan.runs):
        session.found.take(place, outcome(settings, share(number, name)))
    scene._draw()
    return session


def test_whoever_opens_it_can_answer_at_once(scene, qtbot):
    scene.hide()
    scene.show()
    qtbot.waitUntil(lambda: scene.focusWidget() is scene.ask.buttons[0])
    assert not scene.ask.buttons[0].isChecked()
    scene.selection.open_card(small(guess=Guess(run="fast")))
    scene.hide()
    scene.show()
    qtbot.waitUntil(lambda: scene.focusWidget() is scene.ask.number)
    scene._show_recalled(scene.session)  # what is kept of it has come
    assert scene.focusWidget() is scene.ask.number


@pytest.mark.parametrize("guess", [Guess(), Guess(run="fast")])
def test_the_key_tab_leads_from_the_answer_to_the_run(scene, guess):
    whole = QWidget()
    in_column(scene.beside_heading, scene, on=whole)
    whole.show()
    scene.selection.open_card(small(guess=guess))
    scene.ask.fields[-1].setFocus()
    scene.ask.answered.emit(1.0)
    for button in (scene.run, scene.many, scene.vary):
        whole.focusNextChild()
        assert whole.focusWidget() is button
    scene.setParent(None)


def said(scene):
    return scene.findChild(object, "cardVerdict").text()


def test_nothing_can_be_run_before_the_person_has_said_what_to_expect(scene):
    assert not scene.run.isEnabled()
    assert not scene.many.isEnabled()
    assert [button.text() for button in scene.ask.buttons] == ["slow", "fast"]
    scene.ask.buttons[1].click()
    assert scene.run.isEnabled()
    scene.run.click()
    scene.many.click()
    assert [seeds for _, seeds, _ in scene.begun] == [1, 20]


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_what_differs_from_a_run_by_default_is_bold(scene):
    text = plain(scene.findChild(object, "cardSettings").text())
    assert "<b>hidden units 7</b>" in text
    assert "mini-batch 100" in text
    assert "<b>mini-batch 100</b>" not in text
    assert "<b>learning rate: slow 0.1 · fast 1</b>" in text  # it differs between the runs


def test_the_number_is_called_by_its_own_question(scene):
    for question in ("How many?", "How many at a rate of η?"):
        texts = {**TEXT, "prediction": {"en": question}}
        scene.selection.open_card(replace(small(guess=Guess(run="fast")), texts=texts))
        assert plain(scene.ask.question.text()) == plain(scene.ask.number.accessibleName()) == question
    assert scene.ask.question.text().endswith("\N{NO-BREAK SPACE}η?")


def test_the_number_of_an_earlier_card_is_not_asked_for_again(scene):
    scene.selection.open_card(small(guess=Guess(run="fast")))
    scene.selection.open_card(small(guess=None))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    scene.ask.retranslate()
    assert not scene.ask.asks


def test_the_prediction_is_answered_by_what_came(scene):
    scene.ask.buttons[0].click()
    finish(scene, scene.selection.card)
    assert "You said: slow. It is: fast." in said(scene)
    assert not scene.ask.isVisible()


def status(scene):
    return scene._status.text()


def test_while_runs_are_under_way_it_is_said_how_long_they_take_and_what_holds_them_up(scene, monkeypatch):
    monkeypatch.setattr("mnistlab.ui.scenes.book.status.time.monotonic", lambda: 20.0)
    session, experimenting = scene.session, scene.selection.experimenting
    session.found, session.missing, session.remaining = Report(session.card, plan(session.card, 1)), 2, Remaining(2)
    experimenting.under_way = session
    scene._draw()
    assert status(scene) == "Runs done: 0 of 2 · beginning…"
    assert scene.stop.isVisible()
    for now, share in ((0.0, 0.0), (20.0, 0.5)):
        session.found.look(0, Progress(share, outcome(RUNS[0].settings), 1.0))
        session.remaining.note(session.done, now)
    scene._draw()
    assert status(scene) == "Runs done: 0 of 2 · about 60 seconds left"
    session.found.look(0, Progress(0.5, outcome(RUNS[0].settings), 0.1))
    scene._draw()
    assert status(scene).endswith("the computer is busy with other work, too")
    experimenting.under_way = None


def test_the_keyboard_stays_with_the_experiment_when_it_begins_and_ends(scene, qtbot):
    experimenting, session = scene.selection.experimenting, scene.session
    session.prediction = 1
    scene._draw()
    scene.activateWindow()
    scene.run.setFocus()
    qtbot.waitUntil(scene.run.hasFocus)
    session.missing, experimenting.under_way = 2, session
    scene._draw()
    assert scene.stop.hasFocus()
    session.missing, experimenting.under_way = 0, None
    scene._draw()
    assert scene.ask.isAncestorOf(QApplication.focusWidget())


def test_what_is_under_way_can_be_stopped_though_its_file_has_been_read_in_another_form_since(scene):
    experimenting, before = scene.selection.experimenting, scene.session
    before.missing, experimenting.under_way = 1, before
    scene.selection.open_card(replace(before.card, order=before.card.order + 1))
    assert scene.session is not before
    assert status(scene).endswith("is under way.")
    assert not scene.run.isEnabled()
    scene.stop.click()
    assert before.stopped.is_set()
    scene.selection.open_card(replace(before.card, name="other"))
    assert not scene.stop.isVisible()
    scene.selection.open_card(replace(before.card))  # as it was
    assert scene.session is before
    experimenting.under_way = None


def test_after_a_run_it_is_said_how_long_twenty_seeds_would_take(scene, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    finish(scene, small())
    assert status(scene) == "× 20 seeds: about 20 seconds here."
    assert not scene.run.isEnabled()  # it has been done
    assert scene.many.isEnabled()
    finish(scene, small(), seeds=20)
    assert status(scene) == "All 20 seeds are done."
    assert not scene.many.isEnabled()


def test_before_the_first_run_it_is_said_how_long_it_takes(scene, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert status(scene) == "First say what you expect."
    scene.asked[0].done(19.0)  # s a run
    assert status(scene) == "First say what you expect. This takes about 20 seconds here."
    scene.ask.buttons[0].click()
    assert status(scene) == "This takes about 20 seconds here. × 20 seeds: about 6 minutes here."
    scene.hide()
    scene.show()
    assert len(scene.asked) == 1  # it is known


def test_nothing_is_measured_for_a_page_that_is_left(scene):
    given_up = []
    scene.given_up.connect(given_up.append)
    scene.hide()
    assert given_up == [scene.asked[0].key]
    scene.show()
    assert len(scene.asked) == 2


def test_a_value_that_is_asked_for_is_answered_with_the_value(scene):
    card = small(guess=Guess("test_accuracy", -1, "fast"))
    scene.selection.open_card(card)
    assert not scene.run.isEnabled()
    QTest.mouseClick(scene.ask.number, Qt.MouseButton.LeftButton)
    QTest.keyClicks(scene.ask.number, "70")
    assert scene.run.isEnabled()
    QTest.keyClicks(scene.ask.number, "0")
    assert not scene.run.isEnabled()  # 700 % is no answer, and the 70 before it is none any more
    QTest.keyClick(scene.ask.number, Qt.Key.Key_Backspace)
    finish(scene, card)
    assert "You said: 70.0\N{NO-BREAK SPACE}%. It came to 90.0\N{NO-BREAK SPACE}%." in said(scene)


@pytest.mark.parametrize(("seeds", "words"), [(1, "Here it holds."), (3, "Holds in 3 of\N{NO-BREAK SPACE}3.")])
def test_a_conclusion_is_said_to_hold_or_not(scene, seeds, words):
    finish(scene, small(conclusions=(Conclusion({"en": "It is."}, 'gap("fast", -1) < 0.5'),)), seeds)
    assert f"It is. {words}" in said(scene)
    finish(scene, small(conclusions=(Conclusion({"en": "It is."}, 'gap("fast", -1) > 0.5'),)))
    assert "It is. Here it does not hold." in said(scene)


def test_choices_of_the_card_are_answered_by_their_conditions(scene):
    choices = tuple(
        Conclusion({"en": text}, condition)
        for text, condition in (("no", 'gap("fast", -1) > 0.5'), ("yes", 'gap("fast", -1) <= 0.5'))
    )
    card = small(choices=choices)
    scene.selection.open_card(card)
    scene.ask.buttons[1].click()
    finish(scene, card)
    assert "You said: yes. So it is." in said(scene)


@pytest.mark.parametrize(("book", "where"), [(0.9, "lies in the band of 5 seeds"), (0.99, "lies outside of the band")])
def test_the_books_number_lies_in_the_band_or_outside(scene, book, where):
    card = small(published=(Published("fast", "test_accuracy", (2,), (book,)),))
    finish(scene, card, 5, lambda number, _run: 0.88 + 0.01 * number)
    assert where in said(scene)
    assert "Source of the book’s values: the book." in [label.text() for label in scene.findChildren(QLabel)]


def test_a_single_seed_tells_nothing_of_chance(scene):
    finish(scene, small(published=(Published("fast", "test_accuracy", (2,), (0.5,)),)))
    assert "20 seeds tell" in said(scene)


def test_picture_and_table_show_the_runs(scene):
    finish(scene, small(published=(Published("fast", "test_accuracy", (2,), (0.85,)),)))
    charts = scene.findChild(object, "cardAccuracy"), scene.findChild(object, "cardLoss")
    assert all(chart.isVisible() for chart in charts)
    assert {"slow", "fast"} <= charts[0]._curves.keys()
    assert charts[0]._points  # the book's
    scene._views["Table"].click()
    assert scene.pages.table.isVisible()
    assert [row[3:5] for row in scene.pages.table.rows[1:2]] == [("85.0\N{NO-BREAK SPACE}%", "90.0\N{NO-BREAK SPACE}%")]


def test_a_table_of_one_seed_has_no_column_that_stays_empty(scene):
    for seeds, heads in ((1, 6), (5, 8)):
        finish(scene, small(published=(Published("fast", "test_accuracy", (2,), (0.85,)),)), seeds)
        assert {len(row) for row in scene.pages.table.rows} == {heads}
        assert all(any(row[column] for row in scene.pages.table.rows[1:]) for column in range(heads))


def test_a_result_that_is_a_table_alone_offers_no_picture(scene, small_dataset):
    whole = QWidget()
    in_column(scene.beside_heading, scene, on=whole)
    whole.show()
    finish(scene, small())
    assert scene._views["Picture"].isVisible()
    card = find_card("gradient-check")
    scene.selection.open_card(card)
    scene.session.found = Checked(card, small_dataset, 1)
    scene._draw()
    assert scene.pages.table.isVisible()
    assert not any(view.isVisible() for view in scene._views.values())
    assert {len(row) for row in scene.pages.table.rows} == {4}
    scene.setParent(None)


def test_the_ends_of_a_search_are_written_as_its_axes_are():
    text = plain(settings_in_words(find_card("search")))
    assert "learning rate: 10⁻⁶ … 10⁻²" in text
    assert "weight decay λ: 10⁻⁸ … 10⁻⁴" in text


def test_the_band_of_seeds_is_drawn(scene):
    finish(scene, small(), 5, lambda number, _run: 0.8 + 0.01 * number)
    assert scene.findChild(object, "cardAccuracy")._bands


def test_a_sweep_is_a_picture_of_its_values_with_a_word_on_noise(scene):
    card = replace(sweep(RUNS[0].settings, [read_axis("learning_rate", "0.1, 0.3, 1")]), texts=TEXT)
    finish(scene, card, share=lambda _number, run: {"0.1": 0.8, "0.3": 0.83, "1": 0.5}[run])
    assert scene.findChild(object, "cardSweep").isVisible()
    assert "100 images tell an accuracy to ±\N{NO-BREAK SPACE}3.8 points" in said(scene)
    assert "2 runs lie within that of the best" in said(scene)


def test_two_swept_settings_are_drawn_too(scene):
    axes = [read_axis("learning_rate", "0.1, 1"), read_axis("activation", "all")]
    finish(scene, replace(sweep(RUNS[0].settings, axes), texts=TEXT), share=lambda _number, run: len(run) / 20)
    assert not scene.grab().isNull()
    assert "6" in scene.findChild(object, "cardSweep").accessibleDescription()


def test_a_grid_that_a_book_reports_is_drawn_beside_its_values(scene):
    card = find_card("batch-norm")
    finish(scene, card, share=lambda _number, _run: 0.5)
    sweep_map = scene.findChild(object, "cardSweep")
    assert sweep_map._book["no", 0.2929] == 0.979
    assert len(sweep_map._book) == 32
    assert all(point.accuracy == 0.9 for point in sweep_map._points)  # on training images, as in the book
    assert not scene.grab().isNull()


def test_what_to_try_next_can_be_tried_from_its_settings(scene, qtbot):
    with qtbot.waitSignal(scene.turns_to) as turned:
        scene.vary.click()
    assert turned.args == ["Sweep"]
    assert scene.selection.varied is scene.selection.card


def test_a_million_runs_are_begun_only_after_their_time_was_said(scene):
    axes = [read_axis("learning_rate", "0.001..1 / 1000"), read_axis("batch_size", "1..1000 lin 1000")]
    scene.selection.open_card(replace(sweep(RUNS[0].settings, axes), texts=TEXT))
    scene.run.click()
    assert scene.begun == []
    assert "Measuring" in scene._status.text()
    scene.asked[-1].done(2.0)  # s a run
    assert "1,000,000 runs" in scene._status.text()
    assert "days" in scene._status.text()
    scene.anyway.click()
    assert len(scene.begun) == 1


@pytest.mark.parametrize("size", [(686, 560), (600, 440)])
def test_what_came_and_what_to_try_next_stand_on_the_page_without_scrolling(scene, size):
    scene.resize(*size)
    finish(scene, find_card("overfitting"), share=lambda *_: 0.75)
    words, label = scene.findChild(object, "cardWords"), scene.findChild(object, "cardVerdict")
    QApplication.processEvents()
    assert "Next:" in label.text()
    assert label.geometry().bottom() <= words.height()
    assert scene.findChild(object, "cardAccuracy").height() > 120


def test_choices_stand_in_rows_that_are_alike(scene):
    for name, rows in (("optimizers", [4]), ("overfitting", [2, 2]), ("first-weights", [3])):
        scene.selection.open_card(find_card(name))
        QApplication.processEvents()
        tops = [button.y() for button in scene.ask.buttons]
        assert [tops.count(top) for top in dict.fromkeys(tops)] == rows, name


def test_layers_are_drawn_as_histograms(scene):
    card = find_card("activations")
    scene.selection.open_card(card)
    scene.session.found = Spread(card, 1)
    scene._draw()
    assert scene.findChild(object, "cardHistograms").isVisible()
    assert not scene.grab().isNull()


def test_numbers_and_script_are_written(scene, tmp_path, monkeypatch):
    finish(scene, small())
    for name, button in (("a.csv", scene._csv), ("a.py", scene._script)):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), ""))
        button.click()
    assert "run,seed,quantity" in (tmp_path / "a.csv").read_text()
    assert "RUNS" in (tmp_path / "a.py").read_text()


def test_a_network_without_a_hidden_layer_is_called_so():
    text = plain(settings_in_words(find_card("nielsen-search")))
    assert text.startswith("<b>no hidden layer</b>")
    assert "hidden layers" not in text
    assert "hidden units" not in text


def test_runs_and_choices_are_called_in_the_language_of_the_window(scene, monkeypatch):
    monkeypatch.setattr("mnistlab.ui.scenes.book.texts.language", lambda: "zh_CN")
    scene.selection.open_card(find_card("nielsen-cross-entropy"))
    assert called(scene.selection.card, "30 units") == "30 个神经元"
    assert called(find_card("nielsen-rates"), "η 2.5") == "η 2.5"
    assert called(find_card("batch-norm"), "yes · 0.0001") == "yes · 0.0001"  # in English, as it is here


def test_lines_of_the_verdict_end_before_its_scroll_bar(scene):
    finish(scene, replace(small(), texts=TEXT | {"finding": {"en": "word " * 400}}))
    view = scene._words
    assert view.verticalScrollBar().isVisible()
    assert view.widget().width() <= view.verticalScrollBar().mapTo(view, view.rect().topLeft()).x()


def test_in_the_smallest_window_the_verdict_is_whole_or_can_be_scrolled(scene):
    scene.resize(567, 350)
    finish(scene, find_card("batch-norm"), share=lambda *_: 0.75)
    QApplication.processEvents()
    view, inside = scene._words, scene._words.widget()
    assert scene.rect().contains(view.geometry())
    assert view.geometry().top() > scene.pages.geometry().bottom()
    assert inside.height() <= view.height() or view.verticalScrollBar().isVisible()
    assert all(inside.rect().contains(label.geometry()) for label in (view._said, view._source))


def test_in_a_narrow_scene_the_table_has_all_of_its_columns(scene):
    scene.resize(1200, 560)
    scene._show_view("Table")
    finish(scene, small(published=(Published("fast", "test_accuracy", (2,), (0.5,)),)), seeds=5)
    table = scene.pages.table
    scene.resize(table.widget().layout().sizeHint().width() - 20, 560)
    QApplication.processEvents()
    assert table.widget().width() <= table.viewport().width()


def test_numbers_of_ones_own_lie_beside_the_runs_as_far_as_these_reach(scene):
    finish(scene, small())
    loss, accuracy = scene.pages._charts.loss, scene.pages._charts.accuracy
    here = set(loss._curves)
    at = np.arange(20_000.0)
    own = [Series("mine", "loss", "iteration", at, at + 1), Series("mine", "test", "epoch", at[:3], at[:3] / 4)]
    scene.selection.own_curves.add(own)
    (line,) = [curve for name, curve in loss._curves.items() if name not in here]
    assert line.label == "mine"
    assert (line.x[0], line.x[-1]) == (0, 10_000)
    shares = next(curve for curve in accuracy._curves.values() if curve.label == "mine")
    assert list(shares.y) == [0, 25, 50]
    assert list(shares.x) == [0, 1, 2]
    scene.selection.own_curves.delete(scene.selection.own_curves.all[0].key)
    assert set(loss._curves) == here


def test_the_curves_have_from_the_beginning_the_room_that_their_runs_will_take(scene):
    scene.selection.open_card(small())
    session = scene.session
    session.found = Report(session.card, plan(session.card, 1))
    session.found.take(0, outcome(session.card.runs[0].settings))  # of which twenty iterations are there
    scene._draw()
    assert scene.pages._charts.loss._range[:2] == (0, 10_000)
    assert scene.pages._charts.accuracy._range[:2] == (0, 1_000)


def test_what_the_person_expects_stands_there_while_the_runs_go_on(scene):
    scene.ask.buttons[1].click()
    session = scene.session
    session.missing, scene.selection.experimenting.under_way = 2, session
    scene._draw()
    assert said(scene) == "You said: fast."
    session.missing, scene.selection.experimenting.under_way = 0, None


def test_whoever_opens_what_is_done_can_do_the_next_thing_at_once(scene, qtbot):
    finish(scene, small())
    scene.hide()
    scene.show()
    qtbot.waitUntil(lambda: scene.focusWidget() is scene.many)


def test_an_experiment_without_runs_has_nothing_to_take_elsewhere(scene):
    whole = QWidget()
    in_column(scene.beside_heading, scene, on=whole)
    whole.show()
    ways = [scene.beside_heading.findChild(object, name) for name in ("cardCsv", "cardScript")]
    assert all(way.isVisible() for way in ways)
    scene.selection.open_card(find_card("activations"))
    assert not any(way.isVisible() for way in ways)
    scene.setParent(None)


def test_a_sweep_says_its_values_and_speaks_the_language_of_the_window(scene, monkeypatch):
    scene.selection.open_card(sweep(DeepSettings(), [read_axis("learning_rate", "0.01, 0.1")]))
    assert "<b>learning rate: 0.01, 0.1</b>" in scene.findChild(object, "cardSettings").text()
    assert scene.words() == ("A sweep", "Which is best: learning rate?")
    monkeypatch.setattr(QCoreApplication, "translate", lambda _context, text, *_: f"<{text}>")
    assert scene.words()[0] == "<A sweep>"


def test_what_has_come_with_other_images_is_not_shown_and_comes_back_with_them(scene, small_dataset, tmp_path):
    session = finish(scene, small(), seeds=3)
    scene.take_data(replace(small_dataset, path=tmp_path))
    assert scene.session.found is None
    assert scene.run.isEnabled() or scene.ask.isVisible()
    scene.take_data(small_dataset)
    assert scene.session is session

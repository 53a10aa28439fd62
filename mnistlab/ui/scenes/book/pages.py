"""What came of an experiment, as curves, a map of the values, histograms, or a table."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from mnistlab.engine.experimenting import Session
from mnistlab.experiments.card import Card
from mnistlab.experiments.report import Report
from mnistlab.experiments.untrained import Spread
from mnistlab.experiments.words import setting_name
from mnistlab.library.curves import OwnCurve
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.histograms import Histograms
from mnistlab.ui.plots.sweep_map import SweepMap
from mnistlab.ui.plots.variants import Names, VariantCharts
from mnistlab.ui.scenes.book.table import ResultTable, rows_of
from mnistlab.ui.scenes.book.texts import choices_called, language
from mnistlab.ui.widgets.kit import in_row
from mnistlab.ui.widgets.retranslated import Retranslated


class ResultPages(Retranslated, QStackedWidget):
    """The pictures, of which the experiment needs one, the table, and an empty page for as long as nothing has come.

    Attributes
    ----------
    as_table : bool
        Whether the numbers are wanted as a table.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.as_table = False
        self._charts = VariantCharts()
        curves = QWidget()
        in_row((self._charts.loss, 1), (self._charts.accuracy, 1), spacing=UNIT, on=curves)
        self._sweep, self._histograms, self.table = SweepMap(), Histograms(), ResultTable()
        self._pictures = {Report: curves, Spread: self._histograms, Card: self._sweep}
        self._blank = QWidget()
        for page in (self._blank, curves, self._sweep, self._histograms, self.table):
            self.addWidget(page)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("The numbers as a table"))
        self._charts.loss.setAccessibleName(self.tr("Loss of each run"))
        self._charts.accuracy.setAccessibleName(self.tr("Accuracy of each run"))
        self._sweep.setAccessibleName(self.tr("Accuracy for each value"))
        self._histograms.setAccessibleName(self.tr("Activations of each layer"))

    def show_session(self, session: Session, own: tuple[OwnCurve, ...]) -> None:
        """Show what has come of an experiment, and beside its curves those that a person has laid on the plots."""
        found = session.found
        if isinstance(found, Report):
            if found.card.axes:
                self._draw_sweep(found)
            elif found.outcomes or found.under_way:
                self._charts.show_report(found, self._names(found.card), own)
        elif isinstance(found, Spread):
            about = self.tr("each as high as its fullest bin; ReLU from 0 to 1 without the zeros")
            shares = self.tr("above: the share of all that is in it")
            self._histograms.show_layers(found.by_seed[0], self.tr("layer {number}"), about, shares)
        rows = [] if found is None or (isinstance(found, Report) and not found.outcomes) else rows_of(found)
        self.table.show_rows(rows)
        self.show_page(session)

    def _draw_sweep(self, report: Report) -> None:
        translate = QCoreApplication.translate
        names = [setting_name(axis, translate) for axis in report.card.axes]
        images = next((outcome.images for outcome in report.outcomes.values()), 1)
        settings, published = report.card.runs[0].settings, report.card.published
        quantity = published[0].quantity if published else "test_accuracy"
        if quantity == "train_accuracy":
            up, images = self.tr("accuracy on training images (○ the book)"), settings.training_images or images
        elif report.card.is_sealed:
            up = self.tr("accuracy on validation images")
        else:
            up = self.tr("accuracy on test images")
        by_name = {one.run: one.values[-1] for one in published if one.quantity == quantity}
        book = {
            tuple(getattr(run.settings, axis) for axis in report.card.axes): by_name[run.name]
            for run in (report.card.runs if by_name else ())
            if run.name in by_name
        }
        self._sweep.show_points(report.points(quantity), names, images, up, book, choices_called(report.card))

    def _names(self, card: Card) -> Names:
        return Names(
            epoch=self.tr("epoch"),
            iteration=self.tr("iteration"),
            loss=self.tr("loss of the mini-batch"),
            all_loss=self.tr("loss on all images"),
            accuracy=self.tr("accuracy in % (dashed: training; ○ the book)"),
            train=self.tr("train"),
            test=self.tr("validation") if card.is_sealed else self.tr("test"),
            runs=card.names.get(language(), {}),
        )

    def has_picture(self, session: Session) -> bool:
        """Return whether what has come of an experiment can be shown as a picture, too."""
        return session.found is None or type(session.found) in self._pictures

    def show_page(self, session: Session) -> None:
        """Turn to what there is: the picture, or the table where it is wanted."""
        found = session.found
        if found is None or (isinstance(found, Report) and not (found.outcomes or found.under_way)):
            self.setCurrentWidget(self._blank)
        elif self.as_table or not self.has_picture(session):
            self.setCurrentWidget(self.table)
        else:
            self.setCurrentWidget(self._pictures[Card if session.card.axes else type(found)])

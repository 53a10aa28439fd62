"""The kit that panels and scenes are built with: rows and columns, widgets by name, gaps, thin bars, steady texts."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mnistlab.ui.look.keys import new_action
from mnistlab.ui.look.theme import SMALL, UNIT, colours, font, px
from mnistlab.ui.widgets.painted import Painted
from mnistlab.ui.widgets.retranslated import Retranslated


class Space(Enum):
    """Room that a layout leaves."""

    STRETCH = "stretch"  # all that is left over


STRETCH = Space.STRETCH
# A widget or layout, with a stretch and an alignment of its own; or `STRETCH`.
Part = QWidget | QLayout | Space | tuple[QWidget, int] | tuple[QLayout, int] | tuple[QWidget, int, Qt.AlignmentFlag]


def in_row(*parts: Part, spacing: int = UNIT, on: QWidget | None = None) -> QHBoxLayout:
    """Return a layout from left to right, `spacing` px apart (-1: as Qt has it); it fills the widget `on`, if given."""
    box = QHBoxLayout()
    _fill(box, parts, spacing, on)
    return box


def in_column(*parts: Part, spacing: int = UNIT, on: QWidget | None = None) -> QVBoxLayout:
    """Return a layout from top to bottom, as `in_row` does from left to right."""
    box = QVBoxLayout()
    _fill(box, parts, spacing, on)
    return box


def _fill(box: QBoxLayout, parts: tuple[Part, ...], spacing: int, on: QWidget | None) -> None:
    if on is not None:
        on.setLayout(box)
        box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for part in parts:
        if isinstance(part, Space):
            box.addStretch(1)
        else:
            item, stretch, *alignment = part if isinstance(part, tuple) else (part, 0)
            if isinstance(item, QLayout):
                box.addLayout(item, stretch)
            else:
                box.addWidget(item, stretch, *alignment)


class Gap(QWidget):
    """An empty square of `side` px. On each side of it the layout adds its own spacing.

    Unlike a layout's own spacer it is a widget, so `mnistlab.ui.look.zoom` finds it and brings it to the scale. Python
    must not ask a layout for its spacers, because Qt deletes them without telling the wrappers that PySide keeps.
    """

    def __init__(self, side: int = 0) -> None:
        super().__init__()
        self.setFixedSize(side, side)


Widget = TypeVar("Widget", bound=QWidget)


def named(widget: Widget, name: str = "", **properties: str) -> Widget:
    """Return a widget after it has been given its name (`objectName`) and properties, such as its role."""
    if name:
        widget.setObjectName(name)
    for key, value in properties.items():
        widget.setProperty(key, value)
    return widget


def literal(text: str) -> str:
    """Return a text that may have any sign, as a button or a menu needs it: Qt takes the letter after & for a key."""
    return text.replace("&", "&&")


def write(button: QAbstractButton, text: str) -> None:
    """Write a text that may have any sign on a button that paints it itself."""
    button.setText(text)
    button.setShortcut(QKeySequence())  # because Qt takes the letter after & for a key


def keeping_room(widget: Widget) -> Widget:
    """Return a widget after it has been made to keep its room while it is hidden."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
    return widget


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Give a widget other properties; the style sheet takes note of those that have changed."""
    if any(widget.property(key) != value for key, value in properties.items()):
        for key, value in properties.items():
            widget.setProperty(key, value)
        widget.style().polish(widget)


def push_button(name: str, slot: Callable[..., Any], **properties: str) -> QPushButton:
    """Return a button that does something, with a name and properties."""
    button = named(QPushButton(), name, **properties)
    button.clicked.connect(slot)
    return button


def combo_box(name: str, **properties: str) -> QComboBox:
    """Return a list of choices, always as wide as the longest of them: after a change of the language, too."""
    box = named(QComboBox(), name, **properties)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def action(owner: QWidget, name: str, slot: Callable[..., Any], *keys: str) -> QAction:
    """Return a new action of a widget that does something, with a name and the keys for it."""
    made = new_action(owner, name, *keys, slot=slot)
    owner.addAction(made)
    return made


def set_steady_text(label: QLabel, text: str) -> None:
    """Set a label's text and keep its size, unless it has become too small.

    Qt lays out the whole window whenever the text of a label changes, unless the label has a fixed size.
    """
    if text != label.text():
        label.setText(text)
    elif label.minimumSize() == label.maximumSize():
        return
    wanted = label.sizeHint().expandedTo(label.minimumSize())
    if label.minimumSize() != wanted or label.maximumSize() != wanted:
        label.setFixedSize(wanted)


def release_size(label: QLabel) -> None:
    """Release the size that was kept, because other words or another font follow."""
    label.setMinimumSize(0, 0)
    label.setMaximumSize(16_777_215, 16_777_215)  # Qt's QWIDGETSIZE_MAX


class ElidedLabel(QLabel):
    """A line of text that ends in "…" where there is not room enough for all of it."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(24), super().minimumSizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            QPainter(self), self.rect(), side, self.palette(), self.isEnabled(), text, self.foregroundRole()
        )


LINE_HEIGHT = 18  # px
NARROWEST = 85  # % of their width that letters may have where a line is long


def narrowed(text: str, width: float) -> QFont:
    """Return the small type, with narrower letters where so many px of the screen are a little too few for a text."""
    found = font(SMALL)
    wanted = QFontMetrics(found).horizontalAdvance(text)
    if wanted > width:
        found.setStretch(max(NARROWEST, int(100 * width / wanted)))
    return found


class TextLine(Painted):
    """One line in the small grey type, as wide as there is room; too long a text gets narrower letters, or is elided.

    Not a QLabel, because Qt lays out the whole window whenever the text of a QLabel changes.
    """

    hint = 200, LINE_HEIGHT

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return what is written."""
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802 (as QLabel's)
        """Write this."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.type_of_line())
        painter.setPen(QColor(colours().muted))
        text = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def type_of_line(self) -> QFont:
        """Return the type in which the text is written, narrower where the line is a little too short for it."""
        return narrowed(self._text, self.width())


BAR_HEIGHT = 4  # px


class ThinBar(Retranslated, Painted):
    """A line that fills from left to right.

    Not a QProgressBar, because that repaints at once at every change, not with the rest of the frame.
    """

    hint = 100, BAR_HEIGHT

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_share(self, share: float) -> None:
        """Set how much is done, 0..1."""
        if round(share * self.width()) != round(self.share * self.width()):
            self.update()
        self.share = share

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("How much is done"))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        height = px(BAR_HEIGHT)
        for colour, share in ((colours().track, 1.0), (colours().own, self.share)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(0, 0, share * self.width(), height), height / 2, height / 2)


class JumpSlider(QSlider):
    """A horizontal slider that jumps to the click; Qt's own moves a page towards it."""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            control = QStyle.ComplexControl.CC_Slider
            handle = self.style().subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
            groove = self.style().subControlRect(control, option, QStyle.SubControl.SC_SliderGroove, self)
            if not handle.contains(event.position().toPoint()):
                room = groove.width() - handle.width()
                place = round(event.position().x()) - groove.left() - handle.width() // 2
                self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, room))
        super().mousePressEvent(event)

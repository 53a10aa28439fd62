"""A button with an icon and a word beside each other, both in its colour of type."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPaintEvent, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget
from typing_extensions import override

from mnistlab.ui.look.icons import SIZE, draw_icon
from mnistlab.ui.look.theme import UNIT, colours, px


class IconButton(QToolButton):
    """Icon and word stand in the middle, because Qt would put both at the left, nearly touching.

    The icon is painted in the colour that the style sheet gives the word, so both follow the theme, and what the button
    is: filled, disabled, a phase that comes next.

    Without a text, or with `ToolButtonIconOnly`, there is the icon alone.

    Parameters
    ----------
    icon_name : str
        One of ``resources/icons``, or empty for none.
    """

    def __init__(self, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setIconSize(QSize(SIZE, SIZE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    @property
    def icon_name(self) -> str:
        """The icon that is shown, or empty."""
        return self._icon_name

    def set_icon_name(self, name: str) -> None:
        """Show another icon, or none."""
        if name != self._icon_name:
            self._icon_name = name
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint + QSize(self._icon_room(), 0) if self._word() else QSize(hint.height(), hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        option.icon = QIcon()
        styles = Qt.ToolButtonStyle
        option.toolButtonStyle = styles.ToolButtonTextOnly if self._word() else styles.ToolButtonIconOnly
        option.iconSize = self.iconSize()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        colour = self._colour()
        word = self._word()
        side, room = px(SIZE), self._icon_room() if word else px(SIZE)
        long = QFontMetrics(self.font()).horizontalAdvance(word)
        left = (self.width() - (room + long if self._icon_name else long)) / 2
        if self._icon_name:
            draw_icon(painter, self._icon_name, QRectF(left, (self.height() - side) / 2, side, side), colour.name())
            left += room
        painter.setPen(colour)
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, word)

    def _word(self) -> str:
        return "" if self.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly else self.text()

    def _colour(self) -> QColor:
        if self.isChecked() and self.property("role") != "primary":
            return QColor(colours().text)  # the style sheet's colour of a checked button does not reach the palette
        enabled = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        return self.palette().color(enabled, QPalette.ColorRole.ButtonText)

    def _icon_room(self) -> int:
        return px(SIZE + UNIT) if self._icon_name else 0

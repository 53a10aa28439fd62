"""Widgets with a name that automation relies on, and with properties that the style sheet asks for."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

Widget = TypeVar("Widget", bound=QWidget)


def named(widget: Widget, name: str = "", **properties: str) -> Widget:
    """Return a widget after it has been given its name (`objectName`) and properties, such as its role."""
    if name:
        widget.setObjectName(name)
    for key, value in properties.items():
        widget.setProperty(key, value)
    return widget


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Give a widget other properties; the style sheet takes note of those that have changed."""
    if any(widget.property(key) != value for key, value in properties.items()):
        for key, value in properties.items():
            widget.setProperty(key, value)
        widget.style().polish(widget)

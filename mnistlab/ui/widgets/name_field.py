"""The field in which a name in a list is typed over."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex


class NameField(QStyledItemDelegate):
    """Leaves what is typed as it is when the list is painted anew, and a name as it is in which nothing was typed."""

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, QLineEdit) or editor.isModified():
            super().setModelData(editor, model, index)

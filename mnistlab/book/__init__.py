"""Saito's "Deep Learning from Scratch", chapters 3 to 6: the modules that the book's programs import.

A program typed from the book runs after ``common`` and ``dataset`` in its imports are replaced by ``mnistlab.book``,
and nothing else is changed: ``from common.layers import *`` becomes ``from mnistlab.book.layers import *``. What has
the field's names comes from `mnistlab.nn` and `mnistlab.data`; what only the book has is in `trainer` and `util`.
"""

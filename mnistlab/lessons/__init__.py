"""Lessons: what one is (`lesson`), how it is read (`files`, `texts`), and where a learner stands in it (`standing`)."""

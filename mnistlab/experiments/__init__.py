"""Experiments: many runs that differ in something, in processes, beside the values that a book reports.

`card` reads an experiment from a file, `work` does its runs, and `report` holds what came out against the book.
"""

"""The window: panels that draw what they are given and say what the person wants."""

from mnistlab.bindings import survive_errors

survive_errors()

"""Widgets that several panels could use; they know nothing of the engine."""

"""Lessons in the drawer: the list of them, and one that is being gone through."""

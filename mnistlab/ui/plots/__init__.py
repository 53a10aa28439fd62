"""Curves and charts, with their axes and scales."""

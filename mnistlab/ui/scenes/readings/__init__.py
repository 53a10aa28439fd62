"""The scenes about what a network reads: the drawing, the test set, the person's own hand."""

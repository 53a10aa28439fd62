"""What everything on the screen looks like: colours, type, sizes, icons, cursors, the mark of the focus."""

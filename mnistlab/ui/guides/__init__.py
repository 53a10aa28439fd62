"""What explains the window: first steps, help, the sheet of keys."""

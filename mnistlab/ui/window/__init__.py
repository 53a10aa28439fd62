"""The main window: its menus, its place on the screen, its messages, presenter mode."""

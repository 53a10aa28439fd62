"""How the panels stand in the window, and how a person moves, hides and enlarges them."""

"""The engine: the trainer in a thread of its own, and the frames that the window gets of it."""

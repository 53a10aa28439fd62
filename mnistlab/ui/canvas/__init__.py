"""The drawing: its strokes, the canvas that it is drawn on, pictures opened into it, its 28×28 pixels."""

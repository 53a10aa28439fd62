"""The parts of the stage panel: its tabs, the code below the scene, and the way back."""

"""The scenes of the stage: one for each phase, the gradient in its two halves."""

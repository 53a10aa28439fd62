"""The scenes of the four steps of learning."""

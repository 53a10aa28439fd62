"""The scenes that try something: one weight, one step, the landscape, the gradient check."""

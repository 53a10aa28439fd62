"""Images and weights painted as pictures, one or many, and moving about among them by key."""

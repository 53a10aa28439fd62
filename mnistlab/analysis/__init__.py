"""Questions to a network: whether its gradient is right, how it reads many images, why it answers as it does."""

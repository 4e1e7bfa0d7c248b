"""What a closing statement says. Pure."""

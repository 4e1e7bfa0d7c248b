"""What can be done to organisations."""

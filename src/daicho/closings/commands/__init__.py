"""What closes periods."""

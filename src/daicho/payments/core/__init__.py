"""What settlements say to the books. Pure."""

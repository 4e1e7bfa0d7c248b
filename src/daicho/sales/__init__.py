"""What goes to customers."""

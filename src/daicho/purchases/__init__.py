"""What comes from vendors."""

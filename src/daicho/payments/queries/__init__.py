"""What is asked of payments."""

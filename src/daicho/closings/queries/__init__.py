"""What is asked of closing statements."""

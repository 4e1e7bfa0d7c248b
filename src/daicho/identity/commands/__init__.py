"""What is done to people, API clients and tokens."""

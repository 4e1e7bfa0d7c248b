"""What stock costs, as pure functions of its events."""

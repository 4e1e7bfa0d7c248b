"""Questions about people and tokens."""

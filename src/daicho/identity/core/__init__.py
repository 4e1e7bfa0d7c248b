"""Pure values and decisions about people, scopes and tokens."""

"""People, sign-in, second factor, API clients and tokens."""

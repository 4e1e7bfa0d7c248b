"""Questions of this package."""

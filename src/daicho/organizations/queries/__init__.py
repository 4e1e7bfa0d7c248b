"""Questions about organisations."""

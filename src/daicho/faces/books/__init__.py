"""The Books application."""

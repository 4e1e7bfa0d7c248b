"""The Inventory application."""

"""The reports by group."""

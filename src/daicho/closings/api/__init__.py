"""Closing statements on the wire."""

"""Organisations on the wire."""

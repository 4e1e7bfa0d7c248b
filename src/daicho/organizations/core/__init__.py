"""Decisions about organisations, without a database."""

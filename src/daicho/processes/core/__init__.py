"""Decisions of use cases that span packages."""

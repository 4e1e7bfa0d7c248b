"""Organisations, the applications they are joined to, members, roles, preferences, currencies."""

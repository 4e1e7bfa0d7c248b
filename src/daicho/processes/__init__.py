"""Use cases that span packages."""

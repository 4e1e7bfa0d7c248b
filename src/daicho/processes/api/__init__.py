"""Use cases that span packages, on the wire."""

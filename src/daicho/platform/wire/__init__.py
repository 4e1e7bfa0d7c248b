"""The Zoho-compatible wire format: operations as a table, exact JSON, envelope (ADR own wire table)."""

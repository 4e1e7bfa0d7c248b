"""Taxes with dated rates, groups, exemptions and authorities, and the pure engine that computes a document's tax."""

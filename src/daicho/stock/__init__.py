"""Locations, stock events, costing, adjustments, transfers, assemblies."""

"""Customers and vendors: persons, addresses, payment terms, registration numbers."""

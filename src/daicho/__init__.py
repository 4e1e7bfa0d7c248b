"""Daicho (台帳): inventory and accounting over one ledger."""

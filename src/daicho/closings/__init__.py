"""Closing statements: one bill for all that a customer bought in a period, with what is carried over (締め請求)."""

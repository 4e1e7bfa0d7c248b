"""Payments on screen."""

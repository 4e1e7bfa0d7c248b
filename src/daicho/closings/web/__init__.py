"""Closing statements on screen."""

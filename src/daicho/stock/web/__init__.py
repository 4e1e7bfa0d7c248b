"""Stock on screen."""

"""Settings, members and roles on screen."""

"""Reports as data, and the arithmetic of statements."""

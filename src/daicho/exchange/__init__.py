"""Import of spreadsheets: mapping, dry run, all row errors at once, undo."""

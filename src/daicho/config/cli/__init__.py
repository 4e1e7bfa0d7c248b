"""The areas of the command line that belong to no package."""

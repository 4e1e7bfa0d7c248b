"""The frame of the pages: pages as a table, lists, forms, static files."""

"""SQLite with the organisation in every statement and in every foreign key."""

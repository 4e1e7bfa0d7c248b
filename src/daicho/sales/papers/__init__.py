"""Papers about goods of orders, made of documents and queries."""

"""The demo: who is in it, what its organisations are, and what they bought and sold. Data files lie beside it."""

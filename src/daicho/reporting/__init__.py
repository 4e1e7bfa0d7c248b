"""Read-only: what is derived from the documents, and the proof that it agrees with them."""

"""PostgreSQL with the key (organization_id, id), so that the tables can be distributed by organisation."""

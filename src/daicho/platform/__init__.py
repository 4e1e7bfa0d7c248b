"""The technical base on Django: tenancy, transactions, change feed, jobs, audit, idempotency, numbering, files, mail."""

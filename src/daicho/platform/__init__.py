"""The technical base on Django: tenancy, transactions, changes, jobs, audit, idempotency, numbering, files, mail."""

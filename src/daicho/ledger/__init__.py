"""The chart of accounts; later the journal, postings, balances and locks, of which this package is the only writer."""

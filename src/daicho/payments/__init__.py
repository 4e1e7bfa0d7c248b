"""Money in and out: payments, what they and credits are applied to, refunds, exchange gain or loss."""

"""Outside any organisation: sign-in, the person's own pages, consent, launcher, organisations."""

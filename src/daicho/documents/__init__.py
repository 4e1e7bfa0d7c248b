"""What all documents share: lines and totals, states, numbers, paper, mail, files, notes, approvals."""

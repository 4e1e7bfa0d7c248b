"""Which tables a copy of an organisation takes along (INTERFACE.md §5, 2)."""

JOB = "processes.clone"

SETTINGS = frozenset(
    {
        "documents.Choice",
        "documents.DocumentPreference",
        "ledger.Account",
        "organizations.Currency",
        "organizations.ExchangeRate",
        "organizations.JoinedApplication",
        "organizations.Role",
        "platform.CustomFieldDefinition",
        "platform.NumberSeries",
        "stock.AdjustmentReason",
        "stock.Location",
        "taxes.Tax",
        "taxes.TaxAuthority",
        "taxes.TaxExemption",
        "taxes.TaxGroupMember",
        "taxes.TaxRate",
    }
)
"""What "settings" takes along: no contacts, items, documents, and of the members only who makes the copy."""

NEVER = frozenset(
    {
        "documents.ShareLink",
        "organizations.DeletionRequest",
        "organizations.Invitation",
        "platform.AuditRecord",
        "platform.ChangeCursor",
        "platform.IdempotencyRecord",
        "platform.Job",
        "platform.MailMessage",
        "platform.Notification",
        "platform.OrganizationHead",
    }
)
"""What belongs to the source alone: its past, its waiting work, its keys. "everything" takes all but these."""

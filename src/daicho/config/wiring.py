"""The one table of what happens in the background: jobs by name, schedules, and events with their handlers.

Values are dotted paths, so that reading this table imports nothing.
"""

from collections.abc import Mapping
from datetime import timedelta

JOBS: Mapping[str, str] = {
    "exchange.import": "daicho.exchange.jobs.work",
    "ledger.write_due": "daicho.ledger.jobs.write_due",
    "organizations.erase_due": "daicho.organizations.jobs.erase_due",
    "processes.clone": "daicho.processes.jobs.clone",
    "platform.mail": "daicho.platform.mail.deliver",
    "platform.notify": "daicho.platform.notifications.write_notifications",
    "platform.housekeeping": "daicho.platform.housekeeping.tidy_up",
}
"""Job name → function(ctx, payload)."""

GIVE_UPS: Mapping[str, str] = {
    "exchange.import": "daicho.exchange.jobs.give_up",
    "platform.mail": "daicho.platform.mail.give_up",
    "processes.clone": "daicho.processes.jobs.give_up",
}
"""Job name → function(ctx, payload, error), called once the job has failed for good."""

ATTEMPTS: Mapping[str, int] = {"processes.clone": 3}
"""Job name → attempts, where ten would keep a person waiting."""

SCHEDULES: Mapping[str, timedelta] = {
    "ledger.write_due": timedelta(hours=1),
    "organizations.erase_due": timedelta(hours=1),
    "platform.housekeeping": timedelta(days=1),
}
"""Names of jobs that run for the whole installation, and how often."""

OWNERS: Mapping[str, str] = {
    "estimate": "daicho.sales.uses.estimate_owners",
    "salesorder": "daicho.sales.uses.order_owners",
    "package": "daicho.sales.uses.package_owners",
    "shipment": "daicho.sales.uses.shipment_owners",
    "invoice": "daicho.sales.uses.invoice_owners",
    "retainerinvoice": "daicho.sales.uses.retainer_owners",
    "creditnote": "daicho.sales.uses.credit_note_owners",
    "closingstatement": "daicho.closings.uses.statement_owners",
    "purchaseorder": "daicho.purchases.uses.order_owners",
    "purchasereceive": "daicho.purchases.uses.receive_owners",
    "bill": "daicho.purchases.uses.bill_owners",
    "vendorcredit": "daicho.purchases.uses.vendor_credit_owners",
    "customerpayment": "daicho.payments.uses.payment_owners",
    "vendorpayment": "daicho.payments.uses.payment_owners",
    "inventoryadjustment": "daicho.stock.uses.adjustment_owners",
    "transferorder": "daicho.stock.uses.transfer_owners",
    "assembly": "daicho.stock.uses.assembly_owners",
    "journal": "daicho.ledger.uses.journal_owners",
}
"""Kind of record → function(ctx, ids) that tells whose they are (`platform.notifications.Owned`)."""

NOTICES: Mapping[tuple[str, str], str] = {
    **{
        (entity, action): "daicho.organizations.notices.about_records"
        for entity in OWNERS
        for action in ("submitted", "approved level", "approved", "rejected", "commented")
    },
    **dict.fromkeys(
        (
            ("estimate", "viewed"),
            ("estimate", "accepted"),
            ("estimate", "declined"),
            ("invoice", "viewed"),
            ("retainerinvoice", "viewed"),
            ("creditnote", "viewed"),
        ),
        "daicho.documents.notices.about_customers",
    ),
    ("organization", "deletion requested"): "daicho.organizations.notices.about_organization",
    ("organization", "deletion taken back"): "daicho.organizations.notices.about_organization",
    ("organization", "cloned"): "daicho.processes.notices.about_clones",
    ("organization", "clone failed"): "daicho.processes.notices.about_clones",
    ("user", "created"): "daicho.organizations.notices.about_members",
    ("user", "accepted"): "daicho.organizations.notices.about_members",
    ("user", "declined"): "daicho.organizations.notices.about_members",
    ("mail", "failed"): "daicho.platform.mail.about_failures",
    ("import", "checked"): "daicho.exchange.notices.about_imports",
    ("import", "done"): "daicho.exchange.notices.about_imports",
    ("import", "undone"): "daicho.exchange.notices.about_imports",
    ("import", "failed"): "daicho.exchange.notices.about_imports",
}
"""(entity, action) → function(ctx, changes) that says whom to tell what (`platform.notifications.Notice`)."""

EVENTS: Mapping[tuple[str, str], tuple[str, ...]] = dict.fromkeys(NOTICES, ("platform.notify",))
"""(entity, action) → names of the jobs that get {"entity_id": …} for each such change, at least once, in order."""

TOGETHER = frozenset({"platform.notify"})
"""Names of the jobs that get all their changes of a round at once: {"sequences": […]}."""

IN_USE: Mapping[str, tuple[str, ...]] = {
    "account": (
        "daicho.taxes.queries.uses_accounts.uses_accounts",
        "daicho.catalog.queries.uses_accounts.uses_accounts",
        "daicho.stock.queries.uses_accounts.uses_accounts",
        "daicho.sales.uses.accounts_in_use",
        "daicho.purchases.uses.accounts_in_use",
        "daicho.payments.uses.accounts_in_use",
    ),
    "tax": (
        "daicho.ledger.queries.uses_taxes.uses_taxes",
        "daicho.catalog.queries.uses_taxes.uses_taxes",
        "daicho.contacts.queries.uses_taxes.uses_taxes",
        "daicho.sales.uses.taxes_in_use",
        "daicho.purchases.uses.taxes_in_use",
    ),
    "taxexemption": ("daicho.catalog.queries.uses_exemptions.uses_exemptions",),
    "item": (
        "daicho.catalog.queries.uses_items.uses_items",
        "daicho.stock.queries.uses_items.uses_items",
        "daicho.sales.uses.items_in_use",
        "daicho.purchases.uses.items_in_use",
    ),
    "location": (
        "daicho.ledger.queries.locations_in_openings.locations_in_openings",
        "daicho.sales.uses.locations_in_use",
        "daicho.purchases.uses.locations_in_use",
        "daicho.payments.uses.locations_in_use",
    ),
    "contact": (
        "daicho.ledger.queries.contacts_in_books.contacts_in_books",
        "daicho.catalog.queries.uses_contacts.uses_contacts",
        "daicho.sales.uses.orders_of_contacts",
        "daicho.purchases.uses.orders_of_contacts",
        "daicho.payments.uses.contacts_in_use",
        "daicho.closings.uses.contacts_in_use",
    ),
    "invoice": ("daicho.closings.uses.invoices_in_use",),
    "creditnote": ("daicho.closings.uses.credit_notes_in_use",),
}
"""Kind of record → functions(ctx, *, ids) of packages above that return those they refer to; asked before deleting."""

REFERENCES: Mapping[str, str] = {
    "contact": "daicho.contacts.queries.contact_names.contact_names",
    "item": "daicho.catalog.queries.item_names.item_names",
    "location": "daicho.stock.queries.location_names.location_names",
    "salesorder": "daicho.sales.uses.order_numbers",
    "estimate": "daicho.sales.uses.estimate_numbers",
    "invoice": "daicho.sales.uses.invoice_numbers",
    "retainerinvoice": "daicho.sales.uses.retainer_numbers",
    "creditnote": "daicho.sales.uses.credit_note_numbers",
    "purchaseorder": "daicho.purchases.uses.order_numbers",
    "bill": "daicho.purchases.uses.bill_numbers",
}
"""Kind of record → function(ctx, ids) that returns the names of those that exist; what lookups may refer to."""

CONTACT_USES: tuple[str, ...] = (
    "daicho.processes.uses.CONTACTS",
    "daicho.sales.uses.CONTACTS",
    "daicho.purchases.uses.CONTACTS",
    "daicho.payments.uses.CONTACTS",
    "daicho.closings.uses.CONTACTS",
)
"""Constants of type `contacts.core.uses.ContactUse` of packages above: what they know of contacts, and how they follow
a merge."""

CONTACT_MOVES: tuple[str, ...] = ("daicho.catalog.commands.replace_vendor.replace_vendor",)
"""Functions(ctx, *, source_id, target_id) of packages that do not know contacts but keep their ids: they follow a
merge."""

ITEM_USES: tuple[str, ...] = ("daicho.stock.uses.ITEMS", "daicho.sales.uses.ITEMS", "daicho.purchases.uses.ITEMS")
"""Constants of type `catalog.core.uses.ItemUse` of packages above: their documents of an item, and its stock."""

OPENING_DATE_MOVES: tuple[str, ...] = (
    "daicho.ledger.commands.move_opening_balances.move_opening_balances",
    "daicho.stock.commands.post_opening_stock.post_opening_stock",
)
"""Functions(ctx) that follow when the organisation's opening date moves, in the same transaction."""

JOURNAL_TAXES = "daicho.taxes.uses.JOURNALS"
"""Constant of type `ledger.core.journal_tax.JournalTaxes`: the taxes that lines of journals may name."""

TAX_BOOKKEEPING_MOVES: tuple[str, ...] = (
    "daicho.ledger.commands.post_journals_since.post_journals_since",
    "daicho.sales.commands.post_since.post_since",
    "daicho.purchases.commands.post_since.post_since",
)
"""Functions(ctx, *, since) that book the documents from a day on anew when tax-inclusive bookkeeping begins or ends, in
the same transaction."""

STATEMENT_PAPER = "daicho.documents.queries.statement_pdf.statement_pdf"
"""Function(ctx, card, statement) that makes a contact's statement a PDF: its name and content."""

SETTLED_MOVES: tuple[str, ...] = ("daicho.payments.commands.follow_document.follow_document",)
"""Functions(ctx, *, entity, document_id) that follow when a document changes that is paid or credited, or is a credit
that is used, in the same transaction."""

CREDITS_OPENED: tuple[str, ...] = ("daicho.payments.commands.credit_source.credit_source",)
"""Functions(ctx, *, entity, document_id) that follow when a credit counts from now on, in the same transaction."""

ORDER_SOURCING = (
    "daicho.processes.queries.filled_sourcing.filled_sourcing",
    "daicho.processes.commands.follow_purchase_orders.follow_purchase_orders",
)
"""Function(ctx, fields) that completes a purchase order made for a sales order, and function(ctx, line ids) that lets
these lines of sales orders follow what purchase orders bring for them, in the same transaction."""

DOCUMENT_ADDITIONS: tuple[str, ...] = (
    "daicho.payments.web.settled.SETTLED",
    "daicho.payments.web.retainers.PAID",
    "daicho.processes.web.sourcing.SOURCED",
)
"""Constants of type `documents.web.face.Addition`: what packages above show on the pages of documents."""

DOCUMENT_JSON: tuple[str, ...] = ("daicho.payments.api.settled.SETTLED", "daicho.processes.api.sourced.SOURCED")
"""Constants of type `documents.api.additions.JsonAddition`: what packages above tell of documents on the wire."""

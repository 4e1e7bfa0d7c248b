"""Lists of payments."""

from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.payments.commands.delete_payment import delete_payment
from daicho.payments.core.fields import MODES
from daicho.payments.kinds import CUSTOMER_PAYMENT, VENDOR_PAYMENT, PaymentKind
from daicho.payments.queries._listing import payment_listing
from daicho.payments.queries._views import PaymentView
from daicho.payments.queries.list_payments import list_payments
from daicho.payments.web.words import LABELS, mode_name, unused_badge
from daicho.platform.listing import Criteria, Rows
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage


def _numbers(row: PaymentView) -> str:
    return ", ".join(use.target.number for use in row.uses)


def _list_page(kind: PaymentKind) -> ListPage[PaymentView]:
    labels, names = LABELS[kind.entity], kind.names

    def rows(ctx: Ctx, *, criteria: Criteria) -> Rows[PaymentView]:
        return list_payments(ctx, kind=kind, criteria=criteria)

    def delete(ctx: Ctx, payment_id: int) -> None:
        delete_payment(ctx, kind=kind, payment_id=payment_id)

    return ListPage(
        name=f"{kind.entity}s",
        title=labels.plural,
        permission="payments.view",
        listing=payment_listing(kind),
        rows=rows,
        columns=(
            Column("number", _("Number"), lambda row: row.number, sort="payment_number", main=True),
            Column("date", _("Date"), lambda row: row.day, sort="date"),
            Column("contact", labels.contact, lambda row: row.contact_name, sort=names.contact_name),
            Column("documents", _(kind.target.words.plural), _numbers),
            Column("mode", _("Payment mode"), lambda row: mode_name(row.mode), sort="payment_mode"),
            Column("amount", _("Amount"), lambda row: row.amount, sort="amount", align="end"),
            Column("unused", _("Unused amount"), lambda row: row.unused, sort="balance", align="end"),
            Column("status", _("Status"), unused_badge, shown=False),
            Column("account", labels.account, lambda row: row.account_name, shown=False),
            Column("reference", _("Reference number"), lambda row: row.reference, shown=False),
            Column("location", _("Location"), lambda row: row.location_name, shown=False),
            Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
        ),
        row_id=lambda row: row.payment_id,
        detail=kind.entity,
        detail_key="payment_id",
        entities=(kind.entity, "contact", kind.target.entity),
        empty=Empty(labels.empty_title, labels.empty_text, "cash"),
        views=(BuiltInView("unused", _("With an unused amount"), filter_by="Status.Unused"),),
        chips=(
            Chip("payment_number", _("Number")),
            Chip(names.contact_name, labels.contact),
            Chip("date", _("Date")),
            Chip("amount", _("Amount")),
            Chip("reference_number", _("Reference number")),
            Chip("payment_mode", _("Payment mode"), choices=tuple((mode, _(name)) for mode, name in MODES.items())),
        ),
        bulk=(
            BulkAction(
                "delete", _("Delete"), "payments.delete", delete, _("%(count)s deleted."), icon="trash",
                confirm=_("Delete the ticked payments? What they settled is open again."), danger=True,
            ),
        ),
        create=f"{kind.entity}_create",
        create_label=labels.new,
        create_permission="payments.create",
        icon="cash",
    )  # fmt: skip


LISTS = {kind.entity: _list_page(kind) for kind in (CUSTOMER_PAYMENT, VENDOR_PAYMENT)}

"""Plain views of documents, shared by the queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from daicho.documents.core.address import Address
from daicho.documents.core.kind import Kind
from daicho.documents.core.paper_style import PaperStyle
from daicho.documents.core.state import Settlement, State, wire_status
from daicho.documents.tax_rows import TaxRow
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.money import Money
from daicho.organizations.queries.approval_levels import ApprovalLevelView
from daicho.platform.attachments import AttachmentView
from daicho.platform.custom_fields import CustomValue
from daicho.stock.queries.batches_of_lines import BatchOfLine


@dataclass(frozen=True, slots=True, order=True)
class Original:
    """A document that another takes back or asks more for."""

    day: date
    number: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A line. `amount` is as priced (inclusive prices: with tax in it), `tax_amount` its share of the taxes.

    `original` is the document of which it takes something back. `batches` are those that it names, or serial numbers
    (`tracking`: "batch" or "serial").
    """

    line_id: int
    position: int
    item_id: int | None
    item_name: str
    sku: str
    item_type: str
    product_type: str
    combo_type: str
    account_id: int | None
    account_name: str
    location_id: int | None
    location_name: str
    tax_id: int | None
    tax_name: str
    tax_type: str
    tax_category: str
    tax_percentage: Rate
    name: str
    description: str
    unit: str
    quantity: Quantity
    rate: Rate
    discount: str
    discount_amount: Money
    amount: Money
    tax_amount: Money
    extra: Mapping[str, object]
    custom: Sequence[CustomValue] = ()
    original: Original | None = None
    tracking: str = ""
    batches: Sequence[BatchOfLine] = ()

    @property
    def is_tracked(self) -> bool:
        """Whether the line's item is kept in stock."""
        return self.item_type == "inventory"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a document is for: how the customer or vendor is called, and the language it reads.

    `tax_unit` "statement": its invoices are no qualified ones, the closing statement is (japan.md RND-03).
    """

    name: str
    company_name: str
    sub_type: str
    language_code: str
    tax_unit: str = ""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document. Amounts are as priced, in its currency; `base_total` in the base currency.

    `style` is how its paper looks. `attachments` is empty where they were not asked for. `viewed_at` is when the
    customer first saw it by a link.
    `about` is the document it asks more for. `approvals` are the levels of its approval, since it was submitted.
    """

    document_id: int
    number: str
    reference: str
    contact_id: int
    contact: "Reader"
    location_id: int | None
    location_name: str
    due: date | None
    date: date
    state: State
    style: PaperStyle
    substatus: str
    state_reason: str
    currency_code: str
    base_currency: str
    exchange_rate: Rate
    is_inclusive_tax: bool
    discount: str
    discount_type: str
    is_discount_before_tax: bool
    sub_total: Money
    discount_amount: Money
    shipping_charge: Money
    shipping_tax_id: int | None
    tax_total: Money
    adjustment: Money
    adjustment_description: str
    withholding: str
    withheld: Money
    total: Money
    base_total: Money
    applied: Money
    taxes: Sequence[TaxRow]
    payment_terms_code: str
    payment_terms_label: str
    salesperson_id: int | None
    salesperson_name: str
    delivery_method_id: int | None
    delivery_method: str
    billing_address: Address
    shipping_address: Address
    attention: str
    person_ids: Sequence[int]
    notes: str
    terms: str
    template: str
    is_emailed: bool
    submitted_by_id: int | None
    approved_by_id: int | None
    created_by_id: int | None
    created_at: datetime
    modified_at: datetime
    extra: Mapping[str, object]
    lines: Sequence[LineView]
    custom: Sequence[CustomValue]
    attachments: Sequence[AttachmentView]
    viewed_at: datetime | None = None
    marks: Mapping[str, Any] = field(default_factory=dict)
    about: Original | None = None
    approvals: Sequence[ApprovalLevelView] = ()

    @property
    def originals(self) -> Sequence[Original]:
        """The documents that it takes back or asks more for, by day (japan.md RET-01)."""
        return sorted({found for found in (self.about, *(line.original for line in self.lines)) if found})

    @property
    def balance(self) -> Money:
        """What is not settled yet."""
        return self.total - self.applied

    @property
    def contact_name(self) -> str:
        """The name of the customer or vendor."""
        return self.contact.name


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list; `status` is how the application of the call reads its state, `quantity` adds its lines'.

    `marks` are the values of its kind's marks.
    """

    document_id: int
    number: str
    reference: str
    contact_id: int
    contact_name: str
    due: date | None
    date: date
    state: State
    status: str
    currency_code: str
    sub_total: Money
    total: Money
    base_total: Money
    applied: Money
    tax_total: Money
    exchange_rate: Rate
    location_id: int | None
    location_name: str
    notes: str
    terms: str
    is_emailed: bool
    salesperson_name: str
    delivery_method: str
    created_at: datetime
    modified_at: datetime
    quantity: Quantity
    has_attachment: bool
    custom: Sequence[CustomValue]
    marks: Mapping[str, Any] = field(default_factory=dict)
    viewed_at: datetime | None = None

    @property
    def balance(self) -> Money:
        """What is not settled yet."""
        return self.total - self.applied


def status_of(ctx: Ctx, kind: Kind, document: DocumentView | DocumentRow) -> str:
    """Return how the application of the call reads the document's state today."""
    settlement = None
    if kind.settling:
        settlement = Settlement(kind.settling, document.applied.minor, document.total.minor)
    due = document.due if kind.can_be_late else None
    return wire_status(
        kind.entity,
        document.state,
        ctx.application,
        due=due,
        today=ctx.today,
        settlement=settlement,
        is_viewed=kind.can_be_viewed and document.viewed_at is not None,
    )

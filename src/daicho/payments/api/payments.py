"""Operations on payments themselves (zoho-surface.json, customer-payments and vendor-payments)."""

from typing import Any

from daicho.documents.api.letters import letter_fields, letter_json
from daicho.documents.api.schemas import MailInput
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.payments.api.fields import payment_fields
from daicho.payments.api.schemas import CustomerPaymentInput, VendorPaymentInput
from daicho.payments.api.serializers import payment_json, payment_row_json
from daicho.payments.commands.change_payment_fields import change_payment_fields
from daicho.payments.commands.create_payment import create_payment
from daicho.payments.commands.delete_payment import delete_payment
from daicho.payments.commands.mail_payment import mail_payment
from daicho.payments.commands.update_payment import update_payment
from daicho.payments.kinds import CUSTOMER_PAYMENT, PaymentKind
from daicho.payments.queries._listing import payment_listing
from daicho.payments.queries.list_payments import list_payments
from daicho.payments.queries.list_refunds import list_refunds
from daicho.payments.queries.payment_detail import payment_detail
from daicho.payments.queries.payment_mail import payment_mail
from daicho.payments.queries.payment_pdf import payment_pdf
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Download, Json, Listed, Operation, Record
from daicho.platform.wire.unique import CustomFieldsInput, unique_record, with_unique_value

_CREATED = _("The payment has been recorded.")
_UPDATED = _("The payment has been updated.")


def payment_operations(kind: PaymentKind) -> list[Operation]:
    """Return the operations on payments of `kind`."""
    return [*_writing(kind), *_reading(kind), *_deleting(kind), *_mailing(kind)]


def payment_id(call: Call[Any]) -> int:
    """Return the payment in the path. Raises NotFound for what cannot be an id."""
    return call.record_id("payment_id", _("Payment"))


def _writing(kind: PaymentKind) -> list[Operation]:
    body = CustomerPaymentInput if kind is CUSTOMER_PAYMENT else VendorPaymentInput

    def create(call: Call[Any]) -> Answer:
        return _record(call.ctx, kind, create_payment(call.ctx, kind=kind, fields=_fields(call)), _CREATED, 201)

    def update(call: Call[Any]) -> Answer:
        update_payment(call.ctx, kind=kind, payment_id=payment_id(call), fields=_fields(call))
        return _record(call.ctx, kind, payment_id(call), _UPDATED)

    def update_by_custom_field(call: Call[Any]) -> Answer:
        found, fields = unique_record(call, entity=kind.entity, name=kind.words.name), _fields(call)
        if found is not None:
            update_payment(call.ctx, kind=kind, payment_id=found, fields=fields)
            return _record(call.ctx, kind, found, _UPDATED)
        given = [dict(value) for value in fields.get("custom_fields", [])]
        fields["custom_fields"] = with_unique_value(call, given)
        return _record(call.ctx, kind, create_payment(call.ctx, kind=kind, fields=fields), _CREATED, 201)

    def custom_fields(call: Call[CustomFieldsInput]) -> Answer:
        given = [value.model_dump(exclude_unset=True) for value in call.body.root]
        change_payment_fields(call.ctx, kind=kind, payment_id=payment_id(call), given=given)
        return Done(_UPDATED)

    def _fields(call: Call[Any]) -> Any:
        return payment_fields(kind, call.body)

    path, name = f"/{kind.entity}s", kind.words.name.lower()
    edit, put = "payments.edit", f"{kind.entity}s.UPDATE"
    return [
        Operation(
            "POST", path, "payments.create", f"{kind.entity}s.CREATE", create, f"Record a {name}", body=body,
        ),
        Operation(
            "PUT", f"{path}/{{payment_id}}", edit, put, update, f"Update a {name}", body=body
        ),
        Operation(
            "PUT", path, edit, put, update_by_custom_field, f"Update a {name} by a unique custom field", body=body,
        ),
        Operation(
            "PUT", f"/{kind.entity}/{{payment_id}}/customfields", edit, put, custom_fields,
            f"Update the custom fields of a {name}", body=CustomFieldsInput,
        ),
    ]  # fmt: skip


def _reading(kind: PaymentKind) -> list[Operation]:
    listing = payment_listing(kind)
    target = kind.names.target_id

    def listed(call: Call[None]) -> Answer:
        criteria = call.criteria(listing)
        page = list_payments(call.ctx, kind=kind, criteria=criteria, target_id=call.id(target))
        rows: list[dict[str, Json]] = [payment_row_json(call.ctx, view) for view in page.rows]
        also = ("customer_payments",) if kind is CUSTOMER_PAYMENT else ()
        found = Rows(rows, page.has_more, page.total)
        return Listed.of(f"{kind.entity}s", found, criteria, kind.words.plural, also)  # type: ignore[arg-type]

    def show(call: Call[None]) -> Answer:
        if call.format() == "pdf":
            name, content = payment_pdf(call.ctx, kind=kind, payment_id=payment_id(call))
            return Download(name, "application/pdf", content)
        return _record(call.ctx, kind, payment_id(call), _("success"))

    path, name, read = f"/{kind.entity}s", kind.words.name.lower(), f"{kind.entity}s.READ"
    shown = ("accept", "print", "fetchTaxInfo", "fetchstatementlineinfo", "is_bill_payment_id")
    return [
        Operation(
            "GET", path, "payments.view", read, listed, f"List {kind.words.plural.lower()}", listing=listing,
            parameters=(target,),
        ),
        Operation(
            "GET", f"{path}/{{payment_id}}", "payments.view", read, show, f"Get a {name}", parameters=shown,
        ),
    ]  # fmt: skip


def _deleting(kind: PaymentKind) -> list[Operation]:
    ids = "payment_id" if kind is CUSTOMER_PAYMENT else "vendorpayment_id"

    def delete(call: Call[None]) -> Answer:
        delete_payment(call.ctx, kind=kind, payment_id=payment_id(call))
        return Done(_("The payment has been deleted."))

    def delete_many(call: Call[None]) -> Answer:
        for each in call.ids(ids):
            delete_payment(call.ctx, kind=kind, payment_id=each)
        return Done(_("The payments have been deleted."))

    path, scope = f"/{kind.entity}s", f"{kind.entity}s.DELETE"
    return [
        Operation(
            "DELETE", f"{path}/{{payment_id}}", "payments.delete", scope, delete, f"Delete a {kind.words.name.lower()}",
        ),
        Operation(
            "DELETE", path, "payments.delete", scope, delete_many, f"Delete several {kind.words.plural.lower()}",
            parameters=(ids, "bulk_delete"),
        ),
    ]  # fmt: skip


def _mailing(kind: PaymentKind) -> list[Operation]:
    def propose(call: Call[None]) -> Answer:
        letter = letter_json(payment_mail(call.ctx, kind=kind, payment_id=payment_id(call)))
        return Done(_("success"), extra={"data": letter, **letter})

    def send(call: Call[MailInput]) -> Answer:
        files = [(upload.name, upload.content) for upload in call.files.get("attachments", ())]
        letter = letter_fields(call)
        mail_payment(call.ctx, kind=kind, payment_id=payment_id(call), letter=letter, files=files)
        return Done(_("The payment has been sent."))

    path, name = f"/{kind.entity}s/{{payment_id}}/email", kind.words.name.lower()
    return [
        Operation(
            "GET", path, "payments.view", f"{kind.entity}s.READ", propose, f"Get the proposed e-mail about a {name}",
            parameters=("email_template_id",),
        ),
        Operation(
            "POST", path, "payments.edit", f"{kind.entity}s.CREATE", send, f"Send a {name} by e-mail", body=MailInput,
            parameters=("send_attachment", "file_name"), file_fields=("attachments",),
        ),
    ]  # fmt: skip


def _record(ctx: Ctx, kind: PaymentKind, found: int, message: str, status: int = 200) -> Answer:
    view = payment_detail(ctx, kind=kind, payment_id=found)
    refunds = list_refunds(ctx, source_kind=kind.entity, source_id=found).rows
    key = "payment" if kind is CUSTOMER_PAYMENT else "vendorpayment"
    value = payment_json(ctx, view, list(refunds))
    return Record(key, value, message, status=status, also=(kind.entity,) if key != kind.entity else ())

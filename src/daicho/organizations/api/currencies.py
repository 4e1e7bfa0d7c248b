"""Operations about currencies and exchange rates."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, missing
from daicho.kernel.measure import Rate
from daicho.kernel.text import noop as _
from daicho.organizations.api.schemas import CurrencyInput, ExchangeRateInput
from daicho.organizations.api.serializers import JsonObject, currency_json, exchange_rate_json
from daicho.organizations.commands.create_currency import create_currency
from daicho.organizations.commands.create_exchange_rate import create_exchange_rate
from daicho.organizations.commands.delete_currency import delete_currency
from daicho.organizations.commands.delete_exchange_rate import delete_exchange_rate
from daicho.organizations.commands.update_currency import update_currency
from daicho.organizations.commands.update_exchange_rate import update_exchange_rate
from daicho.organizations.core.currencies import CurrencyFields
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.list_exchange_rates import list_exchange_rates
from daicho.platform.listing import Listing
from daicho.platform.wire.operation import Answer, Call, Done, Listed, Operation, Record

_CURRENCY, _RATE = "Currency", "Exchange rate"
_WITHOUT_BASE = "Currencies.ExcludeBaseCurrency"
_LISTING = Listing(
    filters=(),
    sorts={"currency_code": "code"},
    default_sort="code",
    search=(),
    views={"Status.All": lambda ctx: Q(), _WITHOUT_BASE: lambda ctx: Q()},
)
_NAMES = ("currency_code", "currency_symbol", "currency_format", "price_precision")


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(_LISTING)
    found = [view for view in list_currencies(call.ctx) if criteria.view != _WITHOUT_BASE or not view.is_base]
    start = (criteria.page - 1) * criteria.per_page
    rows = [currency_json(view) for view in found[start : start + criteria.per_page]]
    more = len(found) > start + criteria.per_page
    return Listed("currencies", rows, criteria, more, len(found) if criteria.with_total else None)


def _get(call: Call[None]) -> Answer:
    found = _shown(call.ctx, call.record_id("currency_id", _CURRENCY))
    if call.ctx.application == "inventory":  # documented as a list there, and as an object in Books
        return Done(_("success"), extra={"currency": [found]})
    return Record("currency", found)


def _create(call: Call[CurrencyInput]) -> Answer:
    currency_id = create_currency(call.ctx, fields=_fields(call))
    return Record("currency", _shown(call.ctx, currency_id), _("The currency has been created."), status=201)


def _update(call: Call[CurrencyInput]) -> Answer:
    currency_id = call.record_id("currency_id", _CURRENCY)
    update_currency(call.ctx, currency_id=currency_id, fields=_fields(call))
    return Record("currency", _shown(call.ctx, currency_id), _("The currency has been updated."))


def _delete(call: Call[None]) -> Answer:
    delete_currency(call.ctx, currency_id=call.record_id("currency_id", _CURRENCY))
    return Done(_("The currency has been deleted."))


def _list_rates(call: Call[None]) -> Answer:
    since = call.ctx.today if call.flag("is_current_date") else call.day("from_date")
    views = list_exchange_rates(call.ctx, currency_id=call.record_id("currency_id", _CURRENCY), from_date=since)
    if call.query.get("sort_order", "").upper().startswith("A"):
        views.reverse()
    return Listed("exchange_rates", [exchange_rate_json(view) for view in views])


def _get_rate(call: Call[None]) -> Answer:
    return _rate_answer(call.ctx, call.record_id("currency_id", _CURRENCY), call.record_id("exchange_rate_id", _RATE))


def _create_rate(call: Call[ExchangeRateInput]) -> Answer:
    currency_id = call.record_id("currency_id", _CURRENCY)
    if call.body.rate is None:
        raise InvalidInput([missing("rate")])
    rate_id = create_exchange_rate(
        call.ctx,
        currency_id=currency_id,
        effective_date=call.body.effective_date or call.ctx.today,
        rate=Rate.of(call.body.rate),
    )
    return _rate_answer(call.ctx, currency_id, rate_id, _("The exchange rate has been created."), status=201)


def _update_rate(call: Call[ExchangeRateInput]) -> Answer:
    currency_id, rate_id = call.record_id("currency_id", _CURRENCY), call.record_id("exchange_rate_id", _RATE)
    rate = None if call.body.rate is None else Rate.of(call.body.rate)
    update_exchange_rate(
        call.ctx, currency_id=currency_id, rate_id=rate_id, effective_date=call.body.effective_date, rate=rate
    )
    return _rate_answer(call.ctx, currency_id, rate_id, _("The exchange rate has been updated."))


def _delete_rate(call: Call[None]) -> Answer:
    currency_id, rate_id = call.record_id("currency_id", _CURRENCY), call.record_id("exchange_rate_id", _RATE)
    delete_exchange_rate(call.ctx, currency_id=currency_id, rate_id=rate_id)
    return Done(_("The exchange rate has been deleted."))


def _rate_answer(ctx: Ctx, currency_id: int, rate_id: int, message: str = _("success"), *, status: int = 200) -> Answer:
    """Answer with the number under `exchange_rate`, as documented, and the rest beside it."""
    (view,) = list_exchange_rates(ctx, currency_id=currency_id, rate_id=rate_id)
    facts = exchange_rate_json(view)
    return Done(message, status=status, extra={**facts, "exchange_rate": facts["rate"]})


def _shown(ctx: Ctx, currency_id: int) -> JsonObject:
    found = list_currencies(ctx, currency_id=currency_id)
    if not found:
        raise NotFound(_("Currency does not exist."))
    return currency_json(found[0])


def _fields(call: Call[CurrencyInput]) -> CurrencyFields:
    sent = call.body.model_dump(exclude_unset=True)
    fields = CurrencyFields()
    for name in _NAMES:
        if name in sent:
            fields[name] = sent[name]  # type: ignore[literal-required]
    return fields


_PATH = "/settings/currencies/{currency_id}"
_RATES = f"{_PATH}/exchangerates"
_RATE_PATH = f"{_RATES}/{{exchange_rate_id}}"
_SORTING = ("from_date", "is_current_date", "sort_column", "sort_order", "page", "per_page")
_VIEW, _EDIT = "settings.view", "settings.edit"

OPERATIONS = [
    Operation("GET", "/settings/currencies", _VIEW, "settings.READ", _list, "List currencies", listing=_LISTING),
    Operation(
        "POST", "/settings/currencies", _EDIT, "settings.CREATE", _create, "Create a currency", body=CurrencyInput
    ),
    Operation("GET", _PATH, _VIEW, "settings.READ", _get, "Get a currency"),
    Operation("PUT", _PATH, _EDIT, "settings.UPDATE", _update, "Update a currency", body=CurrencyInput),
    Operation("DELETE", _PATH, _EDIT, "settings.DELETE", _delete, "Delete a currency"),
    Operation("GET", _RATES, _VIEW, "settings.READ", _list_rates, "List exchange rates", parameters=_SORTING),
    Operation(
        "POST", _RATES, _EDIT, "settings.CREATE", _create_rate, "Create an exchange rate", body=ExchangeRateInput
    ),
    Operation("GET", _RATE_PATH, _VIEW, "settings.READ", _get_rate, "Get an exchange rate"),
    Operation(
        "PUT", _RATE_PATH, _EDIT, "settings.UPDATE", _update_rate, "Update an exchange rate", body=ExchangeRateInput
    ),
    Operation("DELETE", _RATE_PATH, _EDIT, "settings.DELETE", _delete_rate, "Delete an exchange rate"),
]

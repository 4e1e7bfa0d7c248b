"""What customers owe, or we owe vendors, by how late it is."""

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.ageing import TOTAL, aged, bucket_keys
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Row
from daicho.reporting.queries._ageing import CONTACT, control_tie
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._open_items import open_items
from daicho.reporting.queries._sides import Side, contact_names


def ageing(ctx: Ctx, *, parameters: Parameters, side: Side, name: str, title: str) -> Report:
    """Return what is open with each contact at the end of `parameters.end`, in buckets of `parameters.interval` days.

    Their total is that of the control accounts (japan.md REP-05), also as known at `parameters.known_at`.
    """
    books = Books(ctx, parameters.known_at)
    items, balances = open_items(ctx, side, parameters.end, parameters.known_at, parameters.contact_id)
    found = aged(items, parameters.end, parameters.interval)
    names = contact_names(found)
    keys = (*bucket_keys(parameters.interval), TOTAL)
    rows: list[Row] = [
        {
            "contact_id": contact_id,
            "contact_name": names.get(contact_id, ""),
            **{key: books.money(amounts[key]) for key in keys},
        }
        for contact_id, amounts in sorted(found.items(), key=lambda pair: (names.get(pair[0], ""), pair[0]))
    ]
    sums = {key: sum(amounts[key] for amounts in found.values()) for key in keys}
    columns = (*CONTACT, *(Column(key, "", Kind.MONEY) for key in keys[:-1]), Column(TOTAL, _("Total"), Kind.MONEY))
    ties = control_tie(balances, parameters, books, TOTAL)
    return Report(name, title, columns, rows, {key: books.money(amount) for key, amount in sums.items()}, ties=ties)

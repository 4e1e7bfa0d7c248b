"""The organisation of the running call, added to every statement on a tenant table when it is compiled.

No organisation set: the statement raises. 0: across organisations, on purpose (the worker, verification).
See docs/internals/tenancy.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, cast

from django.apps import apps
from django.db.models import Model
from django.db.models.lookups import Exact
from django.db.models.sql import Query
from django.db.models.sql.where import AND

from daicho.platform.db.fields import is_tenant_table

ACROSS = 0
_current: ContextVar[int | None] = ContextVar("organization_scope", default=None)


@contextmanager
def organization_scope(organization_id: int) -> Iterator[None]:
    """Run the block inside one organisation; `ACROSS` reads and writes over all of them."""
    token = _current.set(organization_id)
    try:
        yield
    finally:
        _current.reset(token)


def current_organization() -> int | None:
    """Return the organisation in scope, `ACROSS`, or None where none is set."""
    return _current.get()


@cache
def tenant_tables() -> dict[str, type[Model]]:
    """Return table name -> model of every table whose rows belong to an organisation."""
    return {model._meta.db_table: model for model in apps.get_models() if is_tenant_table(model)}


def add_organization(query: Query) -> None:
    """Add `organization_id = <current>` to a (sub)query whose base table belongs to organisations.

    Raises RuntimeError where no organisation is set, or where a query set of one is used in another.
    """
    state: Any = query
    if query.model is None or query.combinator:
        return
    done = getattr(state, "_organization", None)
    if done is not None:
        if done != _current.get():
            raise RuntimeError("a query set of one organisation is used in another")
        return
    base = _base_alias(query)
    model = base and tenant_tables().get(query.alias_map[base].table_name)
    if not model:
        return
    organization_id = _current.get()
    if organization_id is None:
        raise RuntimeError(f"no organisation in scope for {model._meta.label}")
    if organization_id != ACROSS:
        state._organization = organization_id
        column = cast(Any, model._meta.get_field("organization_id")).get_col(base)
        query.where.add(Exact(column, organization_id), AND)


def _base_alias(query: Query) -> str | None:
    alias = next((alias for alias in query.alias_map if query.alias_refcount[alias]), None)
    if alias is None and query.model is not None and query.model._meta.db_table in tenant_tables():
        return query.get_initial_alias()
    return alias


def check_rows(model: type[Model], rows: list[Any]) -> None:
    """Raise RuntimeError when a row to be inserted is not of the organisation in scope."""
    if model._meta.db_table not in tenant_tables():
        return
    organization_id = _current.get()
    if organization_id is None:
        raise RuntimeError(f"no organisation in scope for {model._meta.label}")
    if organization_id != ACROSS and any(row.organization_id != organization_id for row in rows):
        raise RuntimeError(f"a row of another organisation is written to {model._meta.label}")

"""A second pair of eyes: no statement reaches a tenant table without naming the organisation."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from daicho.platform.db.scope import current_organization, tenant_tables

_ALIAS = r'"?((?!(?:ON|SET|WHERE|GROUP|ORDER|LIMIT|FOR|INNER|LEFT|UNION|USING|RETURNING)\b)\w+)\b"?'
_TABLE = re.compile(rf'\b(?:FROM|JOIN|UPDATE)\s+"?(\w+)"?(?:\s+(?:AS\s+)?{_ALIAS})?')


def refuse_unscoped(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """Execute wrapper: fail on a statement on a tenant table, inside an organisation, that would leave it."""
    if current_organization() and (table := unscoped_table(sql)):
        raise AssertionError(f"{table} without organization_id: {sql}")
    return execute(sql, *rest)


@lru_cache(maxsize=10_000)
def unscoped_table(sql: str) -> str | None:
    """Return the tenant table that `sql` reads or writes without a condition on organization_id, None without one."""
    for match in _TABLE.finditer(sql):
        table, alias = match.groups()
        name = alias or table
        if table in tenant_tables() and not _is_scoped(name, sql):
            return table
    return None


def _is_scoped(name: str, sql: str) -> bool:
    """Whether `sql` compares the organisation of the table or alias `name` with anything, on either side."""
    column = rf'"?{name}"?\."?organization_id"?'
    if re.search(rf"{column}\)? = |= \(?{column}", sql):
        return True
    # A statement written by hand on one table need not name it.
    return len(_TABLE.findall(sql)) == 1 and bool(re.search(r"(?<![.\w])organization_id = ", sql))

"""Removing an organisation for good: every row of every tenant table, and its files.

The organisation's id stays in `platform_erasure`: it opens the append-only tables while the rows go, and afterwards
tells that this organisation was deleted, and nothing else about it.
"""

import shutil
from graphlib import TopologicalSorter
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from daicho.platform.db.scope import organization_scope, tenant_tables
from daicho.platform.db.tables import Erasure


def was_erased(organization_id: int) -> bool:
    """Tell whether the organisation's rows were erased."""
    return Erasure.objects.filter(organization_id=organization_id).exists()


def erase_organization(organization_id: int) -> None:
    """Delete all rows of the organisation in all tenant tables, then its files. Safe to repeat."""
    with organization_scope(organization_id), transaction.atomic():
        Erasure.objects.bulk_create([Erasure(organization_id=organization_id)], ignore_conflicts=True)
        for table in _children_first():
            with connection.cursor() as cursor:
                cursor.execute(
                    f"DELETE FROM {connection.ops.quote_name(table)} WHERE organization_id = %s", [organization_id]
                )
        folder = Path(settings.DAICHO_HOME) / "files" / str(organization_id)
        transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))


def parents_first() -> list[str]:
    """Return the tenant tables so that a table comes after those its rows refer to; keys to itself do not count."""
    models = tenant_tables()
    wanted: dict[str, set[str]] = {
        table: {
            field.remote_field.model._meta.db_table
            for field in model._meta.local_fields
            if field.is_relation and field.remote_field
        }
        & (models.keys() - {table})
        for table, model in models.items()
    }
    return list(TopologicalSorter(wanted).static_order())


def _children_first() -> list[str]:
    return parents_first()[::-1]

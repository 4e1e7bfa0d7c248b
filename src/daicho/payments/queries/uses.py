"""Uses and refunds of payments and credits, as they are saved."""

from collections.abc import Collection

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.payments.core.settlement import Ref, Use
from daicho.payments.models import Refund
from daicho.payments.models import Use as UseRow


def uses_of(ctx: Ctx, *, sources: Collection[Ref] = (), targets: Collection[Ref] = ()) -> list[Use]:
    """Return what is taken from `sources`, refunds too, and what settles `targets`, in one order; two statements."""
    del ctx  # the organisation is in scope
    columns = (
        "id", "source_kind", "source_id", "target_kind", "target_id", "date", "amount_minor", "withheld_minor",
    )  # fmt: skip
    rows = UseRow.objects.filter(_named("source", sources) | _named("target", targets)).values_list(*columns)
    found = [
        Use(use_id, (source_kind, source_id), (target_kind, target_id), *rest)
        for use_id, source_kind, source_id, target_kind, target_id, *rest in rows
    ]
    if sources:
        refunds = Refund.objects.filter(_named("source", sources))
        found += [
            Use(refund_id, (kind, source_id), None, day, amount)
            for refund_id, kind, source_id, day, amount in refunds.values_list(
                "id", "source_kind", "source_id", "date", "amount_minor"
            )
        ]
    return sorted(found, key=lambda use: use.order)


def _named(side: str, refs: Collection[Ref]) -> Q:
    """Return the condition that the `side` of a row is one of `refs`."""
    condition = Q(pk__in=[])
    for kind in sorted({kind for kind, _ in refs}):
        ids = sorted({record_id for name, record_id in refs if name == kind})
        condition |= Q(**{f"{side}_kind": kind, f"{side}_id__in": ids})
    return condition

"""Say how the papers of one kind look, and what their letters say."""

from collections.abc import Mapping

from daicho.documents.core.kind import Kind
from daicho.documents.core.paper_style import LANGUAGES, PaperStyle, letter_faults, style_faults, style_values
from daicho.documents.models import DocumentPreference
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def set_paper(ctx: Ctx, *, kind: Kind, style: PaperStyle, letters: Mapping[str, Mapping[str, str]]) -> None:
    """Keep the style, and the letters by language or "language.purpose"; an empty text means the standard one.

    Raises InvalidInput with every fault at once: a colour that is none, a text too long, a placeholder nobody fills.
    """
    ctx.require("settings.edit")
    faults = [*style_faults(style)]
    for name, letter in letters.items():
        known = name.split(".")[0] in LANGUAGES
        faults += (
            [f"{name}.{part}" for part in letter_faults(letter, is_shared=kind.is_shared)] if known else ["language"]
        )
    if faults:
        message = _("Invalid value passed for %(field)s")
        raise InvalidInput([FieldError(name, message, {"field": name}) for name in faults])
    with unit_of_work(ctx) as unit:
        row = DocumentPreference.objects.select_for_update().filter(kind=kind.entity).first()
        kept = dict(row.letters) if row else {}
        for name, letter in letters.items():
            kept[name] = {part: text for part, text in letter.items() if text.strip()}
        values = {"paper": style_values(style), "letters": {name: letter for name, letter in kept.items() if letter}}
        saved, _made = DocumentPreference.objects.update_or_create(
            organization_id=ctx.organization_id, kind=kind.entity, defaults=values
        )
        before = {"paper": row.paper, "letters": row.letters} if row else {}
        unit.record("documentpreference", saved.id, "updated", before=before, after={"kind": kind.entity, **values})

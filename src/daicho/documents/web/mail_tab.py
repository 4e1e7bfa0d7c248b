"""The tab "Emails" of a record: the letters about it. Any package gives it to its records."""

from django.utils.translation import gettext_lazy as _

from daicho.platform.mail import mail_about
from daicho.platform.web.detail import Tab
from daicho.platform.web.page import PageRequest

_STATES = {
    "queued": _("Waiting"),
    "sent": _("Sent"),
    "withheld": _("Withheld (test organization)"),
    "failed": _("Failed"),
}


def mail_tab(request: PageRequest, entity: str, entity_id: int) -> Tab:
    """Return the tab of a record's letters; they are read only when it is open."""
    return Tab("mail", _("Emails"), "documents/_mail.html", more=lambda: _letters(request, entity, entity_id))


def _letters(request: PageRequest, entity: str, entity_id: int) -> dict[str, object]:
    rows = mail_about(request.ctx, entity=entity, entity_id=entity_id)
    return {
        "letters": [
            {
                "subject": row.subject,
                "state": _STATES.get(row.state, row.state),
                "to": row.to,
                "body": row.body,
                "at": request.formats.moment(row.created_at),
            }
            for row in rows
        ]
    }

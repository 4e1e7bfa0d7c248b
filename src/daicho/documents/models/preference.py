"""What an organisation wants of one kind of document."""

from django.db import models

from daicho.platform.db.models import TenantModel


class DocumentPreference(TenantModel):
    """The template, notes and terms that new documents of `kind` begin with.

    `paper` is the style (`core.paper_style`), `letters` what mails say: language, or language and purpose
    ("ja.reminder"), → subject and body.
    """

    kind = models.CharField(max_length=40)
    template = models.CharField(max_length=40, blank=True)
    notes = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    paper = models.JSONField(default=dict)
    letters = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "kind"], name="documents_preference_once"),
        ]

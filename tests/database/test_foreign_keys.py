"""A row cannot refer to a row of another organisation: the database refuses it, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from daicho.platform.db.ids import new_id
from daicho.platform.db.scope import ACROSS, organization_scope
from daicho.platform.models import Attachment, CustomFieldDefinition, CustomFieldValue, StoredFile
from tests.build.context import NOW, ORGANIZATION, OTHER_ORGANIZATION

pytestmark = pytest.mark.django_db


def stored_file(organization_id: int) -> StoredFile:
    with organization_scope(organization_id):
        row = StoredFile(
            organization_id=organization_id, name="a.txt", content_type="text/plain", size=1, created_at=NOW
        )
        StoredFile.objects.bulk_create([row])
        return row


def attachment(organization_id: int, file_id: int) -> Attachment:
    return Attachment(
        organization_id=organization_id, entity="item", entity_id=1, file_id=file_id, position=1, created_at=NOW
    )


def now_or_at_commit() -> None:
    """Make SQLite check what it would check at commit; PostgreSQL has checked at once."""
    if connection.vendor == "sqlite":
        connection.check_constraints()


def test_a_key_inside_the_organisation_is_accepted():
    row = stored_file(ORGANIZATION)
    with organization_scope(ORGANIZATION):
        Attachment.objects.bulk_create([attachment(ORGANIZATION, row.id)])
        now_or_at_commit()


@pytest.mark.parametrize("scope", [ORGANIZATION, ACROSS])
def test_a_key_to_another_organisation_is_refused(scope: int):
    row = stored_file(OTHER_ORGANIZATION)
    with organization_scope(scope), pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.bulk_create([attachment(ORGANIZATION, row.id)])
        now_or_at_commit()


def test_a_row_cannot_be_moved_to_another_organisation_by_sql():
    row = stored_file(ORGANIZATION)
    with organization_scope(ORGANIZATION):
        Attachment.objects.bulk_create([attachment(ORGANIZATION, row.id)])
    with (
        organization_scope(ACROSS),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE platform_attachment SET organization_id = %s", [OTHER_ORGANIZATION])
        now_or_at_commit()


def test_the_same_id_may_stand_in_one_organisation_only_where_the_key_says_so():
    """A unique value is unique inside its organisation, not beyond."""
    for organization_id in (ORGANIZATION, OTHER_ORGANIZATION):
        with organization_scope(organization_id):
            definition = CustomFieldDefinition(
                organization_id=organization_id, entity="item", api_name="cf_x", label="X", data_type="string",
                position=1, created_at=NOW, modified_at=NOW,
            )  # fmt: skip
            CustomFieldDefinition.objects.bulk_create([definition])
            value = {"definition": definition, "value": "a", "unique_value": "a", "organization_id": organization_id}
            CustomFieldValue.objects.bulk_create([CustomFieldValue(entity_id=new_id(), **value)])
            with pytest.raises(IntegrityError), transaction.atomic():
                CustomFieldValue.objects.bulk_create([CustomFieldValue(entity_id=new_id(), **value)])

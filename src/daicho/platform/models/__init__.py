"""Tables of the technical base."""

from daicho.platform.db.tables import Erasure, NodeLease
from daicho.platform.models.attachment import Attachment
from daicho.platform.models.audit import AuditRecord
from daicho.platform.models.comment import Comment
from daicho.platform.models.cursor import ChangeCursor
from daicho.platform.models.custom_field import CustomFieldDefinition, CustomFieldValue
from daicho.platform.models.file import StoredFile
from daicho.platform.models.head import OrganizationHead
from daicho.platform.models.idempotency import IdempotencyRecord
from daicho.platform.models.job import Job, JobSchedule
from daicho.platform.models.mail import MailMessage
from daicho.platform.models.notification import Notification
from daicho.platform.models.request_count import RequestCount
from daicho.platform.models.saved_view import SavedView
from daicho.platform.models.series import NumberSeries

__all__ = [
    "Attachment",
    "AuditRecord",
    "ChangeCursor",
    "Comment",
    "CustomFieldDefinition",
    "CustomFieldValue",
    "Erasure",
    "IdempotencyRecord",
    "Job",
    "JobSchedule",
    "MailMessage",
    "NodeLease",
    "Notification",
    "NumberSeries",
    "OrganizationHead",
    "RequestCount",
    "SavedView",
    "StoredFile",
]

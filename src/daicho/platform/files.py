"""Files of an organisation: rows in the database, bytes under content-hash names outside the web root."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound
from daicho.kernel.text import noop as _
from daicho.platform.models import StoredFile

SIZE_LIMIT = 10 * 1024 * 1024
_SIGNATURES = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "application/zip": b"PK\x03\x04",
}
_BY_SUFFIX = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".xlsx": "application/zip",
    ".docx": "application/zip",
    ".zip": "application/zip",
}
IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif"})


@dataclass(frozen=True, slots=True)
class FileView:
    """A stored file's name and type; `content` is read by `file_content`."""

    file_id: int
    name: str
    content_type: str
    size: int
    content_hash: str


def store_file(ctx: Ctx, *, field: str, name: str, content: bytes, images_only: bool = False) -> FileView:
    """Keep an uploaded file and return it. Bytes are written before the row, so a row never lacks them.

    Raises InvalidInput for an empty or too large file, a type that is not allowed, or bytes that are not of the type
    the name says.
    """
    suffix = Path(name).suffix.lower()
    content_type = _BY_SUFFIX.get(suffix)
    if content_type is None or (images_only and suffix not in IMAGE_SUFFIXES):
        raise InvalidInput([FieldError(field, _("%(name)s: files of this type are not accepted."), {"name": name})])
    if not 0 < len(content) <= SIZE_LIMIT:
        raise InvalidInput([FieldError(field, _("%(name)s must not be empty or larger than 10 MB."), {"name": name})])
    signature = _SIGNATURES.get(content_type)
    if signature and not content.startswith(signature):
        raise InvalidInput([FieldError(field, _("%(name)s is not what its name says."), {"name": name})])
    content_hash = hashlib.sha256(content).hexdigest()
    path = _path(ctx.organization_id, content_hash)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{ctx.request_id}")
        temporary.write_bytes(content)
        temporary.replace(path)
    row = StoredFile(
        organization_id=ctx.organization_id,
        name=Path(name).name[-255:],
        content_type=content_type,
        size=len(content),
        content_hash=content_hash,
        created_at=ctx.now,
    )
    StoredFile.objects.bulk_create([row])
    return FileView(row.id, row.name, row.content_type, row.size, row.content_hash)


def file_content(ctx: Ctx, *, file_id: int) -> tuple[FileView, bytes]:
    """Return a file of the organisation and its bytes. Raises NotFound."""
    row = StoredFile.objects.filter(id=file_id).first()
    if row is None:
        raise NotFound(_("File does not exist."))
    view = FileView(row.id, row.name, row.content_type, row.size, row.content_hash)
    return view, _path(ctx.organization_id, row.content_hash).read_bytes()


def _path(organization_id: int, content_hash: str) -> Path:
    return Path(settings.DAICHO_HOME) / "files" / str(organization_id) / content_hash[:2] / content_hash

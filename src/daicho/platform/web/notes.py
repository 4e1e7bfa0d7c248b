"""Comments and files beside a record: one line in a package gives it their pages and the two cards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from daicho.kernel.errors import InvalidInput, missing
from daicho.platform.attachments import attach_file, attachment_content, attachments_of, remove_attachments
from daicho.platform.comments import add_comment, comments_on, delete_comment
from daicho.platform.text import sentence
from daicho.platform.web.detail import go_to, safe_referer
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment as the card shows it."""

    author: str
    text: str
    at: str
    delete_url: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file as the card shows it; size in bytes."""

    name: str
    size: int
    url: str
    delete_url: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The two cards of a record."""

    comments: tuple[CommentLine, ...]
    files: tuple[FileLine, ...]
    comment_url: str
    file_url: str
    may_edit: bool


def record_notes(request: PageRequest, page: str, entity: str, entity_id: int, key: str, *, may_edit: bool) -> Notes:
    """Return the comments and files of a record, in two statements.

    `page` is the name of its detail page and `key` that page's argument, as given to `note_pages`.
    """
    ctx, here = request.ctx, {key: entity_id}

    def url(name: str, **values: int) -> str:
        return page_url(ctx, f"{page}_{name}", **here, **values)

    comments = tuple(
        CommentLine(
            row.author_name,
            row.description,
            request.formats.moment(row.created_at),
            url("comment_delete", comment_id=row.comment_id) if may_edit else "",
        )
        for row in comments_on(ctx, entity=entity, entity_id=entity_id)
    )
    files = tuple(
        FileLine(
            row.name,
            row.size,
            url("file", attachment_id=row.attachment_id),
            url("file_remove", attachment_id=row.attachment_id) if may_edit else "",
        )
        for row in attachments_of(ctx, entity=entity, entity_id=entity_id)
    )
    return Notes(comments, files, url("comment"), url("attach"), may_edit)


Exists = Callable[..., Any]
Work = Callable[..., str]


def note_pages(
    path: str, page: str, key: str, entity: str, permission: str, edit_permission: str, exists: Exists
) -> list[Page]:
    """Return the pages of comments and files of a record at `path` ("contacts/<id:contact_id>/").

    `exists(ctx, **{key: id})` raises NotFound for a record that is not there.
    """

    def posted(below: str, name: str, work: Work) -> Page:
        def view(request: PageRequest, **values: int) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            record_id = values.pop(key)
            exists(request.ctx, **{key: record_id})
            try:
                announce(request, work(request, entity, record_id, **values))
            except InvalidInput as error:
                announce(request, sentence(error), level=messages.ERROR)
            # Back to the tab where the person wrote it.
            return go_to(request, safe_referer(request) or page_url(request.ctx, page, **{key: record_id}))

        return Page(path + below, f"{page}_{name}", permission, view, edit_permission, followed=False)

    def file(request: PageRequest, **values: int) -> HttpResponse:
        record_id, attachment_id = values[key], values["attachment_id"]
        exists(request.ctx, **{key: record_id})
        found, content = attachment_content(
            request.ctx, entity=entity, entity_id=record_id, attachment_id=attachment_id
        )
        return file_response(found.name, found.content_type, content)

    return [
        posted("comments/", "comment", _comment),
        posted("comments/<id:comment_id>/delete/", "comment_delete", _delete_comment),
        posted("files/", "attach", _attach),
        posted("files/<id:attachment_id>/remove/", "file_remove", _remove_file),
        Page(f"{path}files/<id:attachment_id>/", f"{page}_file", permission, file, followed=False),
    ]


def _comment(request: PageRequest, entity: str, record_id: int) -> str:
    add_comment(request.ctx, entity=entity, entity_id=record_id, description=request.POST.get("description", ""))
    return gettext("The comment has been added.")


def _delete_comment(request: PageRequest, entity: str, record_id: int, comment_id: int) -> str:
    delete_comment(request.ctx, entity=entity, entity_id=record_id, comment_id=comment_id)
    return gettext("The comment has been deleted.")


def _attach(request: PageRequest, entity: str, record_id: int) -> str:
    upload = request.FILES.get("attachment")
    if upload is None:
        raise InvalidInput([missing("attachment")])
    attach_file(request.ctx, entity=entity, entity_id=record_id, name=upload.name or "", content=upload.read())
    return gettext("The file has been attached.")


def _remove_file(request: PageRequest, entity: str, record_id: int, attachment_id: int) -> str:
    remove_attachments(request.ctx, entity=entity, entity_id=record_id, attachment_id=attachment_id)
    return gettext("The file has been removed.")


def file_response(name: str, content_type: str, content: bytes, *, inline: bool = False) -> HttpResponse:
    """Return a file of a person, never as something that could run in the page's origin."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response

"""The pages of closing statements."""

from django.utils.translation import gettext_lazy as _

from daicho.closings.commands.cancel_closing import cancel_closing
from daicho.closings.web.closing import closing_page, closing_preview_page
from daicho.closings.web.detail import email_page, pdf_page, statement_page
from daicho.closings.web.lists import STATEMENTS
from daicho.kernel.context import Ctx
from daicho.platform.web.detail import action_page
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.page import Page

VIEW, CREATE, EDIT, DELETE = (f"invoices.{action}" for action in ("view", "create", "edit", "delete"))
_PATH, _ONE = "closingstatements/", "closingstatements/<id:statement_id>/"


def _cancel(ctx: Ctx, statement_id: int) -> None:
    cancel_closing(ctx, statement_id=statement_id)


PAGES: list[Page] = [
    *list_pages(STATEMENTS, _PATH),
    Page(f"{_PATH}new/", "closingstatement_create", CREATE, closing_page, CREATE),
    Page(f"{_PATH}preview/", "closingstatement_preview", CREATE, closing_preview_page, followed=False),
    Page(_ONE, "closingstatement", VIEW, statement_page),
    Page(f"{_ONE}pdf/", "closingstatement_pdf", VIEW, pdf_page, followed=False),
    Page(f"{_ONE}email/", "closingstatement_email", EDIT, email_page, EDIT),
    action_page(
        f"{_ONE}cancel/", "closingstatement_cancel", VIEW, DELETE, _cancel,
        message=_("The closing has been cancelled."), then="closingstatement",
    ),
]  # fmt: skip

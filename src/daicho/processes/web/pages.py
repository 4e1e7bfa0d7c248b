"""The pages of use cases that span packages."""

from daicho.platform.web.page import Page
from daicho.processes.web.journal_pdf import journal_pdf_page
from daicho.processes.web.sourcing import PAGES as SOURCING
from daicho.processes.web.stock_pdf import PAGES as STOCK_PDF

PAGES: list[Page] = [
    *STOCK_PDF,
    *SOURCING,
    Page(
        "journals/<id:journal_id>/pdf/", "journal_pdf", "journals.view", journal_pdf_page, applications=("books",),
        followed=False,
    )
]  # fmt: skip

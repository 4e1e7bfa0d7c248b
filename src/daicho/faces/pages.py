"""The pages of all packages: one line per package that has a web part."""

from daicho.catalog.web.pages import PAGES as CATALOG
from daicho.closings.web.pages import PAGES as CLOSINGS
from daicho.contacts.web.pages import PAGES as CONTACTS
from daicho.documents.web.custom_fields import PAGES as CUSTOM_FIELDS
from daicho.exchange.web.pages import PAGES as EXCHANGE
from daicho.faces.console.accounting import PAGES as ACCOUNTING
from daicho.faces.home import PAGES as HOME
from daicho.faces.notifications import PAGES as NOTIFICATIONS
from daicho.faces.reflection import PAGES as REFLECTION
from daicho.faces.search import PAGES as SEARCH
from daicho.ledger.web.pages import PAGES as LEDGER
from daicho.organizations.web.pages import PAGES as ORGANIZATIONS
from daicho.payments.web.pages import PAGES as PAYMENTS
from daicho.platform.web.page import Page
from daicho.processes.web.pages import PAGES as PROCESSES
from daicho.purchases.web.pages import PAGES as PURCHASES
from daicho.reporting.web.pages import PAGES as REPORTING
from daicho.sales.web.credit_notes import PAGES as CREDIT_NOTES
from daicho.sales.web.estimates import PAGES as ESTIMATES
from daicho.sales.web.invoices import PAGES as INVOICES
from daicho.sales.web.pages import PAGES as SALES
from daicho.sales.web.retainer_invoices import PAGES as RETAINER_INVOICES
from daicho.sales.web.returns import PAGES as SALES_RETURNS
from daicho.stock.web.pages import PAGES as STOCK
from daicho.taxes.web.pages import PAGES as TAXES

PAGES: list[Page] = [
    *HOME,
    *CONTACTS,
    *ACCOUNTING,
    *EXCHANGE,
    *SEARCH,
    *REFLECTION,
    *NOTIFICATIONS,
    *ORGANIZATIONS,
    *LEDGER,
    *CUSTOM_FIELDS,
    *ESTIMATES,
    *SALES,
    *INVOICES,
    *RETAINER_INVOICES,
    *SALES_RETURNS,
    *CREDIT_NOTES,
    *PURCHASES,
    *PAYMENTS,
    *CLOSINGS,
    *TAXES,
    *CATALOG,
    *PROCESSES,
    *REPORTING,
    *STOCK,
]

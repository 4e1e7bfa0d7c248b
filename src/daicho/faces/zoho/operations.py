"""Every operation of the API: the one place where the packages' tables come together."""

from collections.abc import Mapping

from daicho.catalog.api.operations import OPERATIONS as CATALOG
from daicho.closings.api.operations import OPERATIONS as CLOSINGS
from daicho.contacts.api.operations import OPERATIONS as CONTACTS
from daicho.faces.zoho.feed import OPERATIONS as FEED
from daicho.faces.zoho.preferences import OPERATIONS as PREFERENCES
from daicho.faces.zoho.routes import Routes
from daicho.kernel.context import Application
from daicho.ledger.api.operations import OPERATIONS as LEDGER
from daicho.organizations.api.operations import OPERATIONS as ORGANIZATIONS
from daicho.payments.api.operations import OPERATIONS as PAYMENTS
from daicho.platform.wire.operation import Operation
from daicho.processes.api.operations import OPERATIONS as PROCESSES
from daicho.purchases.api.operations import OPERATIONS as PURCHASES
from daicho.reporting.api.operations import OPERATIONS as REPORTING
from daicho.sales.api.credit_notes import OPERATIONS as CREDIT_NOTES
from daicho.sales.api.debit_notes import OPERATIONS as DEBIT_NOTES
from daicho.sales.api.estimates import OPERATIONS as ESTIMATES
from daicho.sales.api.invoices import OPERATIONS as INVOICES
from daicho.sales.api.operations import OPERATIONS as SALES
from daicho.sales.api.retainer_invoices import OPERATIONS as RETAINER_INVOICES
from daicho.sales.api.returns import OPERATIONS as RETURNS
from daicho.stock.api.operations import OPERATIONS as STOCK
from daicho.taxes.api.operations import OPERATIONS as TAXES

# One line per package, in alphabetical order.
OPERATIONS: list[Operation] = [
    *CATALOG,
    *CLOSINGS,
    *CONTACTS,
    *LEDGER,
    *ORGANIZATIONS,
    *PROCESSES,
    *ESTIMATES,
    *FEED,
    *INVOICES,
    *DEBIT_NOTES,
    *CREDIT_NOTES,
    *PAYMENTS,
    *PREFERENCES,
    *PURCHASES,
    *REPORTING,
    *RETAINER_INVOICES,
    *RETURNS,
    *SALES,
    *STOCK,
    *TAXES,
]

ROUTES: Mapping[Application, Routes] = {
    "books": Routes(OPERATIONS, "books"),
    "inventory": Routes(OPERATIONS, "inventory"),
}

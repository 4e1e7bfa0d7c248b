"""The cards of the home page, in their order: one line per package that has some."""

from daicho.catalog.web.cards import CARDS as ITEMS
from daicho.contacts.web.cards import CARDS as CONTACTS
from daicho.platform.web.cards import Card
from daicho.purchases.web.pages import CARDS as PURCHASES
from daicho.reporting.web.cards import CARDS as REPORTING
from daicho.sales.web.invoices import CARDS as INVOICES
from daicho.sales.web.pages import CARDS as SALES

CARDS: list[Card] = [*SALES, *INVOICES, *PURCHASES, *ITEMS, *CONTACTS, *REPORTING]

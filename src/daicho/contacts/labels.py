"""Payment terms in words, in the language of the running call."""

from django.utils.translation import gettext

from daicho.contacts.core.terms import PaymentTerms, Words, terms_from_code, words_of


def terms_label(code: str, custom: str = "") -> str:
    """Return how a payment term is called: the label somebody gave it, else its words; "" for what is no code."""
    terms = terms_from_code(code)
    return custom or (in_words(terms) if terms else "")


def in_words(terms: PaymentTerms) -> str:
    """Return the words for a term: "Net 30", 月末締め翌月末払い."""
    return _translated(words_of(terms))


def _translated(words: Words) -> str:
    parameters = {
        name: _translated(value) if isinstance(value, Words) else value for name, value in words.parameters.items()
    }
    return gettext(words.message) % parameters

"""The cards of the home page, in their order: one line per package that has some."""

from daicho.platform.web.cards import Card

CARDS: list[Card] = []

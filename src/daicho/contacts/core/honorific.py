"""How a letter or document addresses its reader in Japanese (japan.md DOC-01)."""

ORGANIZATION = "御中"
PERSON = "様"


def honorific(*, sub_type: str, has_person: bool) -> str:
    """Return the honorific behind the contact's own name.

    御中 for a firm, 様 for an individual, none for a firm when a person (who gets 様) stands in the next line: never
    both for one reader.
    """
    if sub_type == "individual":
        return PERSON
    return "" if has_person else ORGANIZATION

"""The two charts a new organisation may start with, read from the package's data files."""

import csv
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ChartRow:
    """An account of a starting chart."""

    code: str
    name: str
    account_type: str
    section: str
    normal_balance: str
    system_key: str
    description: str
    default_tax_code: str


def starting_chart(country_code: str, language_code: str) -> list[ChartRow]:
    """Return the chart for a country (ISO 3166: "JP" has its own), names in `language_code` where they are known."""
    japanese = country_code == "JP"
    text = files("daicho.ledger").joinpath("data", "coa_ja.csv" if japanese else "coa_en.csv").read_text("utf-8-sig")
    name = f"name_{language_code}" if japanese and language_code in {"ja", "en"} else "name_en" if japanese else "name"
    description = "note" if japanese and language_code == "ja" else "description"
    return [
        ChartRow(
            code=row["code"],
            name=row[name],
            account_type=row["account_type"],
            section=row["section"],
            normal_balance=row["normal_balance"],
            system_key=row["system_key"],
            description=row.get(description, ""),
            default_tax_code=row.get("default_tax_code", ""),
        )
        for row in csv.DictReader(text.splitlines())
    ]

"""Importing through the pages: upload, columns, check, import, undo."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from daicho.config.worker import work_all
from daicho.exchange.commands import run_import
from daicho.platform.work import reading

CONTACTS = "取引先名,区分,登録番号,備考\n株式会社青葉,顧客,T7000012050002,あ\n株式会社若葉,仕入先,,い\n"


def upload(window, text: str, kind: str = "contacts", existing: str = "update") -> str:
    """Upload a file and return the path of its page below the organisation."""
    file = SimpleUploadedFile(f"{kind}.csv", text.encode("cp932"))
    response = window.post(f"{kind}/import/", {"file": file, "existing": existing})
    assert response.status_code == 303, response.content.decode()[:2000]
    return str(response["Location"]).partition(f"{window.ctx.organization_id}/")[2]


def choices(page: str) -> dict[str, str]:
    """Return the chosen columns of the page's form."""
    found = re.findall(r'<select class="form-select" name="(column-\d+)".*?</select>', page, re.S)
    blocks = re.findall(r"<select.*?</select>", page, re.S)
    chosen = [re.search(r'value="([^"]*)" selected', block) for block in blocks]
    return {name: match[1] if match else "" for name, match in zip(found, chosen, strict=False)}


def shown(window, path: str) -> str:
    response = window.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def names(window) -> set[str]:
    from daicho.contacts.queries.contact_choices import contact_choices

    with reading(window.ctx):
        return {choice.name for choice in contact_choices(window.ctx)}


def test_a_file_goes_from_upload_to_undo(window):
    path = upload(window, CONTACTS)
    columns = choices(shown(window, path))
    assert list(columns.values()) == ["contact_name", "contact_type", "tax_registration_number", "notes"]
    window.post(path, {**columns, "existing": "update", "then": "check"})
    assert "Would be created" in shown(window, path)
    assert names(window) == set()
    window.post(path, {**columns, "existing": "update", "then": "import"})
    assert names(window) == {"株式会社青葉", "株式会社若葉"}
    again = window.post(path, {**columns, "existing": "update", "then": "import"})
    assert again.status_code == 303
    assert len(names(window)) == 2
    assert window.post(f"{path}undo/").status_code == 303
    assert names(window) == set()
    assert "deleted, or made inactive" in shown(window, path)
    assert "contacts.csv" in shown(window, "contacts/import/")


def test_all_errors_are_shown_and_can_be_downloaded(window):
    path = upload(window, "取引先名,区分\nA,何か\n,顧客\nB,顧客\n")
    window.post(path, {**choices(shown(window, path)), "then": "import"})
    page = shown(window, path)
    assert "2 errors" in page
    assert names(window) == set()
    errors = window.get(f"{path}errors/").content.decode("utf-8-sig").splitlines()
    assert len(errors) == 3
    assert errors[1].startswith("2,区分,")


def test_columns_can_be_chosen(window):
    path = upload(window, "aaa,bbb\nA,x\n")
    assert list(choices(shown(window, path)).values()) == ["", ""]
    refused = window.post(path, {"column-0": "", "column-1": "notes", "then": "check"})
    assert refused.status_code == 422
    assert "alert-danger" in refused.content.decode()
    for nonsense in ("nonsense", "contact_name\x00"):
        assert window.post(path, {"column-0": nonsense, "then": "check"}).status_code == 422
    window.post(path, {"column-0": "contact_name", "column-1": "notes", "then": "import"})
    assert names(window) == {"A"}


def test_a_large_file_becomes_a_job(window, monkeypatch):
    monkeypatch.setattr(run_import, "AT_ONCE", 1)
    path = upload(window, CONTACTS)
    columns = choices(shown(window, path))
    window.post(path, {**columns, "then": "import"})
    assert "being worked on" in shown(window, path)
    work_all(lambda: datetime.now(UTC))
    assert names(window) == {"株式会社青葉", "株式会社若葉"}
    assert "Show the list" in shown(window, path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"\xff\xfe\x00\xd8", b"\n\n"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.exe"])
def test_files_that_cannot_be_are_told_at_the_field(window, content, name):
    response = window.post("contacts/import/", {"file": SimpleUploadedFile(name, content), "existing": "update"})
    assert response.status_code == 422


def test_the_empty_workbook(window):
    response = window.get("contacts/import/template/")
    assert response.content.startswith(b"PK")


def test_other_organisations_see_nothing(window):
    assert window.get("imports/1/").status_code == 404
    assert window.post("imports/1/undo/").status_code == 404


@pytest.mark.parametrize(
    "kind", ["estimates", "salesorders", "invoices", "creditnotes", "purchaseorders", "bills", "vendorcredits"]
)
def test_documents_are_imported_from_their_list(window, kind):
    assert f"{kind}/import/" in shown(window, f"{kind}/")
    assert window.get(f"{kind}/import/template/").status_code == 200
    upload(window, "取引先名,区分\n東洋商会,顧客\n茶園,仕入先\n")
    (batch,) = re.findall(r"imports/\d+/", shown(window, "contacts/import/"))[:1]
    path = batch if batch else ""
    page = shown(window, path)
    window.post(path, {**choices(page), "existing": "update", "then": "import"})
    party = "茶園" if kind in {"purchaseorders", "bills", "vendorcredits"} else "東洋商会"
    here = upload(window, f"番号,取引先名,日付,摘要,数量,単価\nN-1,{party},2026-11-01,作業,1,1000\n", kind)
    page = shown(window, here)
    window.post(here, {**choices(page), "existing": "update", "then": "import"})
    assert "N-1" in shown(window, f"{kind}/")

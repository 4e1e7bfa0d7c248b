"""tools/messages.py on small source trees of its own."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from tools.messages import Conflict, compile_catalogue, find_faults


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "src" / "templates").mkdir(parents=True)
    (tmp_path / "locale" / "ja").mkdir(parents=True)
    (tmp_path / "locale" / "en").mkdir(parents=True)
    return tmp_path


def faults(tree: Path) -> list[str]:
    return find_faults(tree / "src", tree / "locale", tree)


def write(tree: Path, name: str, text: str) -> None:
    (tree / name).write_text(text, encoding="utf-8")


def test_a_translated_text_is_no_fault(tree: Path) -> None:
    write(tree, "src/code.py", 'raise NotFound(noop("No such item"))')
    write(tree, "locale/ja/items.po", 'msgid "No such item"\nmsgstr "品目がありません"\n')
    assert faults(tree) == []


def test_a_missing_translation_is_shown_as_an_empty_entry(tree: Path) -> None:
    write(tree, "src/code.py", '\n_("No such \\"item\\"")')
    assert faults(tree) == ['missing in ja:\n#: src/code.py:2\nmsgid "No such \\"item\\""\nmsgstr ""\n']


@pytest.mark.parametrize(
    "template",
    [
        '<p>\n    {% translate "Total" %}\n  </p>',
        "{% blocktranslate %}Total{% endblocktranslate %}",
        "<a title='{{ _(\"Total\") }}' href=\"{% url 'x' %}\">",
        '{% include "x.html" with title=_("Total") %}',
    ],
)
def test_texts_of_templates_are_found(tree: Path, template: str) -> None:
    write(tree, "src/templates/page.html", "{% if a %}\n   'it''s'\n\t{% endif %}\n" + template)
    assert [fault.splitlines()[-2] for fault in faults(tree)] == ['msgid "Total"']


def test_blocks_with_variables_and_plurals(tree: Path) -> None:
    block = "{% blocktranslate count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"
    write(tree, "src/templates/page.html", block)
    write(tree, "locale/ja/x.po", 'msgid "%(n)s row"\nmsgid_plural "%(n)s rows"\nmsgstr[0] "%(n)s行"\n')
    assert faults(tree) == []


def test_contexts_tell_equal_texts_apart(tree: Path) -> None:
    write(tree, "src/code.py", 'pgettext("verb", "Order")\npgettext("noun", "Order")')
    write(tree, "locale/ja/x.po", 'msgctxt "noun"\nmsgid "Order"\nmsgstr "注文"\n')
    assert len(faults(tree)) == 1
    assert 'msgctxt "verb"' in faults(tree)[0]


def test_a_stale_translation_is_a_fault_except_for_libraries(tree: Path) -> None:
    write(tree, "locale/ja/items.po", 'msgid "Gone"\nmsgstr "無い"\n')
    write(tree, "locale/ja/libraries.po", 'msgid "Sign In"\nmsgstr "サインイン"\n')
    assert faults(tree) == ["locale/ja/items.po: stale, no longer in the source: 'Gone'"]


def test_a_fuzzy_translation_counts_as_missing(tree: Path) -> None:
    write(tree, "src/code.py", '_("Total")')
    write(tree, "locale/ja/x.po", '#, fuzzy\nmsgid "Total"\nmsgstr "合計"\n')
    assert len(faults(tree)) == 1


def test_parameters_must_be_the_same(tree: Path) -> None:
    write(tree, "src/code.py", '_("%(name)s is taken")')
    write(tree, "locale/ja/x.po", 'msgid "%(name)s is taken"\nmsgstr "%(nama)sは使用中です"\n')
    assert "other parameters" in faults(tree)[0]


def test_compile_merges_all_files_into_one_catalogue(tree: Path) -> None:
    write(tree, "locale/ja/a.po", 'msgid "Item"\nmsgstr "品目"\n')
    write(tree, "locale/ja/b.po", 'msgid "Stock"\nmsgstr "在庫"\n')
    with compile_catalogue("ja", tree / "locale").open("rb") as file:
        catalogue = GNUTranslations(file)
    assert [catalogue.gettext("Item"), catalogue.gettext("Stock"), catalogue.gettext("Other")] == [
        "品目",
        "在庫",
        "Other",
    ]


def test_compile_refuses_two_translations_of_one_text(tree: Path) -> None:
    write(tree, "locale/ja/a.po", 'msgid "Item"\nmsgstr "品目"\n')
    write(tree, "locale/ja/b.po", 'msgid "Item"\nmsgstr "商品"\n')
    with pytest.raises(Conflict, match=r"a\.po and b\.po"):
        compile_catalogue("ja", tree / "locale")


def test_one_file_holds_a_text_once(tree: Path) -> None:
    write(tree, "locale/ja/a.po", 'msgid "Item"\nmsgstr "品目"\n\nmsgid "Item"\nmsgstr "商品"\n')
    with pytest.raises(Conflict, match="'Item' stands twice"):
        compile_catalogue("ja", tree / "locale")

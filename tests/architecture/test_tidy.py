"""Every rule of tools/tidy.py with a good and a bad example."""

from dataclasses import dataclass

import pytest

from tools.tidy import LONGEST_FILE, LONGEST_FUNCTION, RULES, Source, faults_of

COMMAND = "src/daicho/contacts/commands/create_contact.py"
QUERY = "src/daicho/contacts/queries/contact_detail.py"
CORE = "src/daicho/contacts/core/contact.py"
MODEL = "src/daicho/contacts/models/contact.py"
WEB = "src/daicho/contacts/web/pages.py"
PAGE = "src/daicho/contacts/templates/contacts/detail.html"

GOOD_COMMAND = """\
def create_contact(ctx, *, fields):
    ctx.require("contacts.create")
    with unit_of_work(ctx) as unit:
        unit.record("contact", 1, "created", before=None, after=fields)
"""


@dataclass(frozen=True)
class Example:
    """One rule, where its examples stand, one it accepts and several it refuses."""

    rule: str
    path: str
    good: str
    bad: tuple[str, ...]


EXAMPLES = (
    Example("long-file", CORE, "x = 1\n" * LONGEST_FILE, ("x = 1\n" * (LONGEST_FILE + 1),)),
    Example(
        "long-function",
        CORE,
        "def f():\n" + "    pass\n" * (LONGEST_FUNCTION - 1),
        (
            "def f():\n" + "    pass\n" * LONGEST_FUNCTION,
            "class A:\n  async def f():\n" + "    pass\n" * LONGEST_FUNCTION,
        ),
    ),
    Example(
        "one-public",
        QUERY,
        "class View: ...\ndef _rows(): ...\ndef contact_detail(ctx, *, contact_id): ...\n",
        ("def _rows(): ...\n", "def one(ctx): ...\ndef two(ctx): ...\n"),
    ),
    Example(
        "call-shape",
        QUERY,
        "def contact_detail(ctx, *, contact_id): ...\n",
        ("def contact_detail(ctx, contact_id): ...\n", "def contact_detail(*, contact_id): ...\n"),
    ),
    Example("unauthorised", COMMAND, GOOD_COMMAND, (GOOD_COMMAND.replace("ctx.require", "print"), "def f(ctx): ...\n")),
    Example(
        "unaudited",
        COMMAND,
        GOOD_COMMAND,
        (GOOD_COMMAND.replace("unit.record", "print"), GOOD_COMMAND.replace("unit_of_work", "atomic")),
    ),
    Example(
        "float",
        CORE,
        "rate = Decimal('0.1') * 10\n",
        ("rate = 0.1\n", "rate = float('0.1')\n", "def f(rate: float): ...\n", "rate = models.FloatField()\n"),
    ),
    Example("division", CORE, "half = total // 2\n", ("half = total / 2\n", "total /= 2\n")),
    Example(
        "clock",
        COMMAND,
        "today = ctx.today\ntomorrow = date(2026, 1, 2)\n",
        (
            "now = timezone.now()\n",
            "today = date.today()\n",
            "now = datetime.now(UTC)\n",
            "now = datetime.datetime.utcnow()\n",
            "Column(default=timezone.now)\n",
            "at = DateTimeField(auto_now_add=True)\n",
        ),
    ),
    Example(
        "save-in-loop",
        WEB,
        "row.save()\nModel.objects.bulk_create([Model(x) for x in xs])\nfor x in xs:\n    def f():\n        x.save()\n",
        (
            "for row in rows:\n    row.save()\n",
            "while row:\n    if row:\n        row.save()\n",
            "[row.save() for row in rows]\n",
            "for x in xs:\n    Model.objects.create(x=x)\n",
        ),
    ),
    Example(
        "unscoped",
        QUERY,
        "Model.objects.filter(raw=1, extra=2)\nbody = request.raw\n",
        (
            "Model._base_manager.all()\n",
            "Model.objects.raw('select')\n",
            "Model.objects.extra(where=[])\n",
            "RawSQL('x')\n",
        ),
    ),
    Example(
        "built-sql",
        QUERY,
        "cursor.execute('select %s', [1])\ncursor.execute(STATEMENT, [1])\n",
        (
            "cursor.execute(f'select {x}')\n",
            "cursor.execute('select ' + x)\n",
            "cursor.execute('select %s' % x)\n",
            "cursor.executemany('select {}'.format(x), [])\n",
        ),
    ),
    Example(
        "model-logic",
        MODEL,
        "class Contact(TenantModel):\n    name = TextField()\n    class Meta:\n        pass\n",
        (
            "class Contact(TenantModel):\n    def save(self): ...\n",
            "class Contact(TenantModel):\n    def total(self): ...\n",
        ),
    ),
    Example(
        "built-sentence",
        COMMAND,
        "raise RuleBroken(4001, _('%(name)s is taken.'), {'name': name})\n",
        (
            "raise RuleBroken(4001, f'{name} is taken.')\n",
            "raise NotFound(_('No ') + name)\n",
            "raise errors.Forbidden('%s' % name)\n",
            "raise invalid('name', 'No {}'.format(name))\n",
        ),
    ),
    Example(
        "page",
        PAGE,
        '<script src="{% static "app.js" %}" defer></script>\n<script id="d" type="application/json">{}</script>\n'
        '<a href="https://example.com" data-on="x" class="style">{{ name|escape }}</a>\n',
        (
            "<script>alert(1)</script>",
            '<button onclick="go()">',
            '<p style="color:red">',
            "<style>p{}</style>",
            "{{ note|safe }}",
            "{% autoescape off %}",
            '<script src="https://cdn.example.com/a.js"></script>',
            '<img src="//example.com/a.png">',
        ),
    ),
)


def broken_rules(path: str, text: str) -> set[str]:
    return {fault.split(": ")[1] for fault in faults_of(Source(path, text))}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_accepts_the_good_example(example: Example) -> None:
    assert example.rule not in broken_rules(example.path, example.good)


@pytest.mark.parametrize(
    ("example", "bad"),
    [(example, bad) for example in EXAMPLES for bad in example.bad],
    ids=lambda value: value.rule if isinstance(value, Example) else "",
)
def test_refuses_the_bad_example(example: Example, bad: str) -> None:
    assert example.rule in broken_rules(example.path, bad)


def test_every_rule_has_its_example() -> None:
    assert [example.rule for example in EXAMPLES] == [name for name, _check, _applies in RULES]


def test_an_excuse_needs_a_reason() -> None:
    assert broken_rules(CORE, "x = 0.5  # tidy: allow float: seconds, not money\n") == set()
    assert broken_rules(CORE, "x = 0.5  # tidy: allow float:\n") == {"float"}
    assert broken_rules(CORE, "x = 0.5  # tidy: allow clock: wrong rule\n") == {"float"}


def test_a_command_may_leave_the_audit_to_the_commands_it_calls() -> None:
    delegating = """\
from daicho.contacts.commands.create_contact import create_contact
def create_both(ctx):
    ctx.require("contacts.create")
    with unit_of_work(ctx):
        create_contact(ctx)
"""
    assert broken_rules(COMMAND, delegating) == set()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/daicho/platform/jobs/worker.py", "pause = 0.5\nnow = timezone.now()\n"),
        ("src/daicho/config/settings.py", "timeout = 0.5\n"),
        ("src/daicho/platform/db/bulk.py", "cursor.execute(f'insert into {table}')\n"),
        ("src/daicho/contacts/migrations/0001_initial.py", "x = 0.5\n" * 500),
        ("src/daicho/contacts/commands/__init__.py", ""),
        ("src/daicho/contacts/commands/locks.py", "def lock_contacts(ids): ...\ndef lock_items(ids): ...\n"),
    ],
)
def test_places_where_rules_do_not_apply(path: str, text: str) -> None:
    assert broken_rules(path, text) == set()

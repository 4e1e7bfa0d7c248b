"""`daicho migrate`: bring the database to the current schema."""

from argparse import Namespace
from typing import Any

from django.core.management import call_command

from daicho.platform.db.ids import use_node


def add_commands(commands: Any) -> None:
    """Add `migrate`."""
    parser = commands.add_parser("migrate", help="create the tables, or bring them up to date")
    parser.set_defaults(run=migrate, writes=False)


def migrate(arguments: Namespace) -> int:
    """Apply all migrations; a second call changes nothing."""
    del arguments
    use_node()
    call_command("migrate", interactive=False, verbosity=1)
    call_command("createcachetable")
    return 0

"""The command `daicho` (INTERFACE.md §3). Exit code 0 well done, 1 refused or not in order, 2 wrongly called."""

import argparse
import os
import sys
from importlib import import_module

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from daicho.kernel.errors import DaichoError

_AREAS = (
    "daicho.config.cli.migrate",
    "daicho.config.cli.serve",
    "daicho.config.cli.backup",
    "daicho.config.cli.verify",
    "daicho.config.cli.rebuild",
    "daicho.config.cli.importing",
    "daicho.config.cli.demo",
    "daicho.identity.cli",
)


def main(argv: list[str] | None = None) -> int:
    """Run the command in `argv` (the process's arguments where None) and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daicho.config.settings")
    try:
        django.setup()
        arguments = build_parser().parse_args(argv)
        if getattr(arguments, "writes", True):
            import_module("daicho.platform.db.ids").lease_node()
        return int(arguments.run(arguments))
    except DaichoError as error:
        print(import_module("daicho.platform.text").sentence(error), file=sys.stderr)
    except (DatabaseError, ImproperlyConfigured, OSError, ValueError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each area adds its own."""
    parser = argparse.ArgumentParser(prog="daicho", description="Daicho (台帳): inventory and accounting.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for area in _AREAS:
        import_module(area).add_commands(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())

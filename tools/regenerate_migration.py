"""Write an application's first migration anew while nothing is released: `… regenerate_migration.py ledger catalog`."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from daicho.platform.db.ids import use_node

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daicho.config.settings")
    use_node()
    for label in sys.argv[1:]:
        for path in (Path("src/daicho") / label / "migrations").glob("0*.py"):
            path.unlink()
    settings.SILENCED_SYSTEM_CHECKS = ["models"]
    django.setup()
    stale = {label: f"daicho.{label}.migrations" for label in sys.argv[1:]}
    others = [app.split(".")[-1] for app in settings.INSTALLED_APPS if app.startswith("daicho.")]
    settings.MIGRATION_MODULES = {label: None for label in others if label not in stale}
    call_command("makemigrations", *sys.argv[1:], verbosity=1, skip_checks=True)

"""Django's own commands for developers: `.venv/bin/python tools/manage.py makemigrations`."""

import os

from django.core.management import execute_from_command_line

from daicho.platform.db.ids import use_node

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daicho.config.settings")
    use_node()
    execute_from_command_line()

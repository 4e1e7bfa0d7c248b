"""WSGI entry point: one per server process."""

import os

from django.core.wsgi import get_wsgi_application

from daicho.platform.db.ids import lease_node

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daicho.config.settings")
application = get_wsgi_application()
lease_node()

"""WSGI entry point: one per server process."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from daicho.platform.db.ids import lease_node

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daicho.config.settings")
application = get_wsgi_application()
import_module("daicho.config.urls")  # a route that declares too little stops the start, not the first request
lease_node()

"""Settings of the tests: a data folder of their own, the engine named by DAICHO_TEST_ENGINE (sqlite, postgresql)."""

import os
import tempfile
from pathlib import Path

_postgresql = os.environ.get("DAICHO_TEST_ENGINE", "sqlite") == "postgresql"
os.environ["DATABASE_URL"] = os.environ["TEST_POSTGRES_URL"] if _postgresql else ""
os.environ["DAICHO_HOME"] = tempfile.mkdtemp(prefix="daicho-test-")
os.environ["DAICHO_SECRET_KEY"] = "only for tests"

from daicho.config.settings import *
from daicho.config.settings import DATABASES, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_name = os.environ.get("DAICHO_TEST_DATABASE", "daicho_test") if _postgresql else ":memory:"
DATABASES["default"]["TEST"] = {"NAME": _name}
if not _postgresql:  # no test here pulls the plug: do not wait for the disk
    _options = DATABASES["default"]["OPTIONS"]
    DATABASES["default"]["OPTIONS"] = _options | {"init_command": f"{_options['init_command']}; PRAGMA synchronous=OFF"}
TEMPLATES[0]["DIRS"] += [Path(__file__).parent / "web/templates"]  # type: ignore[operator]

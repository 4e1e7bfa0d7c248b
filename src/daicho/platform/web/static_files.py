"""Static files under hashed names, compressed, collected when they have changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names for collected files; plain names (served by WhiteNoise's finders) for those that are not."""

    def stored_name(self, name: str) -> str:
        """Return the hashed name, the plain one where nothing has been collected."""
        hashed = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return str(hashed) if hashed else name


def collect() -> bool:
    """Collect, hash and compress the static files into STATIC_ROOT unless that is up to date; tell whether it was done.

    Call it before serving, in the process that starts the servers.
    """
    mark = Path(settings.STATIC_ROOT) / ".collected"
    state = _fingerprint()
    if mark.exists() and mark.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(state)
    return True


def _fingerprint() -> str:
    """Return a hash over names, sizes and times of all source files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()

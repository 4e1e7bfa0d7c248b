"""`daicho serve`: the web server and, beside it, the background worker."""

import multiprocessing
import signal
from argparse import ArgumentTypeError, Namespace
from importlib import import_module
from threading import Event
from typing import Any

from django.db import connections
from granian import Granian
from granian.constants import Interfaces

from daicho.config.environment import environment

BLOCKING_THREADS = 4


def add_commands(commands: Any) -> None:
    """Add `serve`."""
    parser = commands.add_parser("serve", help="serve the two applications")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument(
        "--port", type=_port, default=environment().port, help="port to listen on (default PORT or 8000)"
    )
    parser.add_argument("--workers", type=_count, default=1, help="number of server processes (default 1)")
    parser.add_argument("--no-worker", action="store_true", help="do not run the background worker")
    parser.set_defaults(run=serve, writes=False)


def serve(arguments: Namespace) -> int:
    """Serve until interrupted."""
    # Late, because the worker's process reads this file before Django is set up.
    from django.conf import settings

    from daicho.config.cli.demo import print_sign_in
    from daicho.platform.web.static_files import collect

    import_module(settings.ROOT_URLCONF)  # a page that declares no permission stops the start
    collect()
    worker = None
    if not arguments.no_worker:
        worker = multiprocessing.get_context("spawn").Process(target=run_worker, name="daicho-worker", daemon=True)
        worker.start()
    print_sign_in()
    connections.close_all()  # server processes open their own
    print(f"Daicho listens on http://{arguments.host}:{arguments.port}", flush=True)
    try:
        Granian(
            "daicho.config.wsgi:application",
            address=arguments.host,
            port=arguments.port,
            interface=Interfaces.WSGI,
            workers=arguments.workers,
            blocking_threads=BLOCKING_THREADS,
            log_access=False,
        ).serve()
    finally:
        if worker is not None:
            worker.terminate()
            worker.join(timeout=10)
    return 0


def run_worker() -> None:
    """Run the background worker in this process until it is told to end."""
    import django

    django.setup()
    from daicho.config.worker import work_until
    from daicho.platform.db.ids import lease_node

    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    lease_node()
    work_until(stop)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"{text} is not a port")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 64:
        raise ArgumentTypeError(f"{text} is not a number of processes from 1 to 64")
    return int(text)

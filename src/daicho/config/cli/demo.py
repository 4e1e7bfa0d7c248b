"""`daicho demo`: organisations, people and two years of business to look around in."""

from argparse import Namespace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from daicho.config.cli.progress import progress
from daicho.config.worker import system_ctx


def add_commands(commands: Any) -> None:
    """Add `demo`."""
    parser = commands.add_parser("demo", help="load the demo organisations; a second call changes nothing")
    parser.add_argument("--if-empty", action="store_true", help="only where there is no person yet")
    parser.add_argument(
        "--history", choices=("small", "whole"), default="whole", help="two years of business, or some weeks at once"
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Load the demo, all of it or nothing, and say how to sign in."""
    from daicho.identity.queries.anybody import anybody
    from daicho.processes.commands.load_demo import load_demo
    from daicho.processes.demo.organizations import HISTORIES

    now = datetime.now(UTC)
    ctx = system_ctx(0, now, "demo", "Asia/Tokyo")
    if arguments.if_empty and anybody(ctx):
        return 0
    with progress("Loading the demo") as told, transaction.atomic():
        loaded = load_demo(ctx, history=HISTORIES[arguments.history], told=told)
    if not loaded:
        print("The demo is loaded already.")
    if not arguments.if_empty:  # else the server follows, and tells it
        print_sign_in()
    return 0


def print_sign_in() -> None:
    """Print who can sign in to the demo, where it is loaded."""
    from daicho.processes.demo.loaded import has_demo
    from daicho.processes.demo.people import PASSWORD, PEOPLE

    if not has_demo():
        return
    print(f"Demo sign-in, password {PASSWORD}:", flush=True)
    for person in PEOPLE:
        print(f"  {person.email:<22} {person.shows}", flush=True)

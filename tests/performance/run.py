"""`make bench [ONLY=name,name]`: run the benchmarks of tests/performance/bench_*.py on every engine that is there.

Prints a table and writes bench.json into DAICHO_HOME: a list of {"name","engine","ours","reference","ratio","unit"}.
Each engine gets a process, because Django is set up for one database.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg
from django.core.management import call_command

from tests.performance.registry import REGISTERED

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, Any]


def register_all() -> None:
    """Import every bench_*.py beside this file."""
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        importlib.import_module(f"tests.performance.{path.stem}")


@contextmanager
def empty_database(engine: str, folder: Path) -> Iterator[str]:
    """Make a database for one run; yield its DATABASE_URL; drop it afterwards."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    server = urlsplit(os.environ["TEST_POSTGRES_URL"])
    name = f"daicho_bench_{os.getpid()}"
    with psycopg.connect(server.geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run_engine(engine: str, only: str | None) -> list[Row]:
    """Run the engine's benchmarks in a process of their own; return their rows."""
    with tempfile.TemporaryDirectory(prefix="daicho-bench-") as name, empty_database(engine, Path(name)) as url:
        result = Path(name) / "rows.json"
        command = [sys.executable, "-m", "tests.performance.run", *([only] if only else [])]
        command += ["--engine", engine, "--result", str(result)]
        environment = {**os.environ, "DAICHO_HOME": name, "DATABASE_URL": url}
        environment["DJANGO_SETTINGS_MODULE"] = "daicho.config.settings"
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        rows: list[Row] = json.loads(result.read_text())
    return rows


def measure_here(engine: str, only: str | None) -> list[Row]:
    """Run the benchmarks in this process, on the database it was given."""
    django.setup()
    from daicho.platform.db.ids import use_node

    use_node()
    call_command("migrate", verbosity=0)
    register_all()
    return [
        measure_one(name, engine)
        for name, (_function, engines) in REGISTERED.items()
        if engine in engines and (only is None or name in only.split(","))
    ]


def measure_one(name: str, engine: str) -> Row:
    """Run one benchmark; return its row."""
    measured = REGISTERED[name][0]()
    ratio = round(measured.ours / measured.reference, 3)
    print(f"{engine}: {name} {ratio}", file=sys.stderr, flush=True)
    return {
        "name": name,
        "engine": engine,
        "ours": round(measured.ours, 3),
        "reference": round(measured.reference, 3),
        "ratio": ratio,
        "unit": measured.unit,
    }


def table(rows: list[Row]) -> str:
    """Return the rows as a table for a terminal."""
    lines = [f"{'benchmark':<28}{'engine':<12}{'ours':>12}{'reference':>12}{'ratio':>8}  unit"]
    lines += [
        f"{row['name']:<28}{row['engine']:<12}{row['ours']:>12}{row['reference']:>12}{row['ratio']:>8}  {row['unit']}"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> int:
    """Run all benchmarks or one; return the exit code."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("only", nargs="?", help="the name of one benchmark, or several with commas")
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--result", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.engine:
        rows = measure_here(arguments.engine, arguments.only)
        arguments.result.write_text(json.dumps(rows))  # noqa: TID251 (numbers of a benchmark, not of the books)
        return 0
    engines = ["sqlite", *(["postgresql"] if os.environ.get("TEST_POSTGRES_URL") else [])]
    rows = [row for engine in engines for row in run_engine(engine, arguments.only)]
    if arguments.only and not rows:
        print(f"bench: there is no benchmark named {arguments.only}", file=sys.stderr)
        return 2
    home = Path(os.environ.get("DAICHO_HOME", "var"))
    home.mkdir(parents=True, exist_ok=True)
    (home / "bench.json").write_text(json.dumps(rows, indent=1) + "\n")  # noqa: TID251 (as above)
    print(table(rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

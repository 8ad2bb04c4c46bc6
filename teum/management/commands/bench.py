"""`teum bench`: the figures, one JSON line each."""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from teum.management.bench import catalogue, figure, places
from teum.management.bench.figure import Figure, Untrue
from teum.management.bench.postgres import NoDatabase


class Command(BaseCommand):
    """Measures each figure on a database and a server that are made for it and go away."""

    help = (
        "Prints one JSON line a figure. Each is measured in a folder of its own, which goes away; --data names where "
        "it is made. TEUM_DATABASE_URL names the PostgreSQL server to measure on (a database of its own is made "
        "there); without it SQLite is measured, and PostgreSQL beside it where it is installed."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which figures, and how large."""
        parser.add_argument(
            "names", nargs="*", metavar="NAME", help=f"{', '.join(catalogue.NAMES)} (default: all)"
        )
        parser.add_argument("--json", action="store_true", help="one JSON line a figure, as always")
        parser.add_argument("--data", metavar="DIR", help="where the temporary folders are made")
        parser.add_argument(
            "--small", action="store_true", help="a run of seconds that proves the bench and measures nothing"
        )
        parser.add_argument(
            "--here", action="store_true", help="measure in this process's own folder, which must be empty"
        )

    def handle(self, *_: Any, names: Sequence[str], small: bool, here: bool, **__: Any) -> None:
        """Measure and print; what was made goes away, however this ends."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            catalogue.require_known(names)
            for found in _here(names, small) if here else _everywhere(names or catalogue.NAMES, small):
                self.stdout.write(found.as_line())
                self.stdout.flush()
        except (catalogue.Unknown, NoDatabase) as error:
            raise CommandError(str(error), returncode=2) from error
        except Untrue as error:
            raise CommandError(str(error), returncode=1) from error


def _here(names: Sequence[str], small: bool) -> Iterator[Figure]:
    for group in catalogue.groups_of(names):
        yield from catalogue.GROUPS[group](is_small=small)


def _everywhere(names: Sequence[str], small: bool) -> Iterator[Figure]:
    """Each group on every database that it needs, and of each the figures that were asked for."""
    parent = Path(os.environ["TEUM_DATA"]) if "TEUM_DATA" in os.environ else None
    for group in catalogue.groups_of(names):
        if group in catalogue.WITHOUT_DATABASE:
            print(f"bench: {', '.join(group)}", file=sys.stderr, flush=True)
            yield from _here(group, small)
            continue
        found: dict[str, dict[str, Figure]] = {name: {} for name in group}
        with (
            places.folder(parent) as place,
            places.databases(os.environ.get("TEUM_DATABASE_URL", "")) as databases,
        ):
            for database, url in databases.items():
                print(f"bench: {', '.join(group)} on {database}", file=sys.stderr, flush=True)
                data = place / database
                for it in places.measure(group, data=data, database_url=url, is_small=small):
                    found[it.name][database] = it
        for name in group:
            if name in names:
                yield figure.over_databases(found[name])

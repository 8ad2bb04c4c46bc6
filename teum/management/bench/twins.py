"""Identical copies of this process's database, so that the same can be done to each from the same start."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from psycopg import sql


@contextmanager
def twins(aliases: Sequence[str]) -> Iterator[None]:
    """A copy of the database under each alias of Django's connections; they go away."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    usual = dict(connections[DEFAULT_DB_ALIAS].settings_dict)
    for alias in aliases:
        connections.settings[alias] = {**usual, "NAME": f"{usual['NAME']}_{alias}"}
        _copy(str(usual["NAME"]), f"{usual['NAME']}_{alias}")
    try:
        yield
    finally:
        connections.close_all()
        for alias in aliases:
            _remove(str(connections.settings.pop(alias)["NAME"]))


@contextmanager
def standing_in(alias: str) -> Iterator[None]:
    """Let what asks the database ask that copy of it."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = connections[alias].settings_dict["NAME"]
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _copy(name: str, copy: str) -> None:
    if connection.vendor == "sqlite":
        shutil.copyfile(name, copy)
        return
    _ask_server(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), copy, name)


def _remove(name: str) -> None:
    if connection.vendor == "sqlite":
        for file in Path(name).parent.glob(f"{Path(name).name}*"):
            file.unlink()
        return
    _ask_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)


def _ask_server(statement: sql.SQL, *names: str) -> None:
    """Ask from another database than those that are named: nobody may be in one that is copied."""
    url = urlunsplit(urlsplit(os.environ["TEUM_DATABASE_URL"])._replace(path="/postgres"))
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(statement.format(*map(sql.Identifier, names)))

"""Death at a statement: whatever runs is killed there, or its database goes away under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection


class Killed(BaseException):
    """The process died here: what its transaction held is rolled back, and no handler for errors sees it."""


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Whatever runs inside dies before its n-th statement, counted from 1; it lives where it has fewer."""
    with connection.execute_wrapper(_Breaks(statement, _kill)):
        yield


@contextmanager
def cut_off_at(statement: int) -> Iterator[None]:
    """The database is restarted before the n-th statement of what runs inside: its connection is closed under it."""
    with connection.execute_wrapper(_Breaks(statement, _cut)):
        yield


class _Breaks:
    """Counts statements and breaks at one of them, once."""

    def __init__(self, statement: int, breaks: Callable[[], None]) -> None:
        self._left = statement
        self._breaks = breaks

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self._left -= 1
        if self._left == 0:
            self._breaks()
        return execute(*arguments)


def _kill() -> None:
    raise Killed


def _cut() -> None:
    # SQLite has no server that could go: there a statement fails, as on a disk that is full.
    if connection.vendor == "postgresql" and connection.connection is not None:
        connection.connection.close()
    raise OperationalError("the server closed the connection")

"""Death at a statement: whatever runs is killed there, or its database goes away under it."""

from __future__ import annotations

import os
import pickle
import shlex
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec

from django.db import OperationalError, connection, connections

from teum.documents import fonts, typesetting
from teum.documents.typesetting import NotSet

P = ParamSpec("P")


class Killed(BaseException):
    """The process died here: what its transaction held is rolled back, and no handler for errors sees it."""


@dataclass(slots=True)
class Reach:
    """Where a fault may strike in what is done again and again: at each statement of the last whole time, and of no
    fewer than `least`."""

    least: int
    _last: dict[str, int] = field(default_factory=dict)

    def statement(self, what: str, share: float) -> int:
        """The statement that lies so far in, from 0 to 1."""
        return 1 + int(share * max(self.least, self._last.get(what, 0)))

    @contextmanager
    def measured(self, what: str) -> Iterator[None]:
        """Note how many statements whatever runs inside has, where it comes to its end."""
        asked = 0

        def ask(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*arguments)

        with connection.execute_wrapper(ask):
            yield
        self._last[what] = asked


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Whatever runs inside dies before its n-th statement, counted from 1; it lives where it has fewer."""
    with connection.execute_wrapper(_Breaks(statement, _die)):
        yield


@contextmanager
def cut_off_at(statement: int, restart: str = "", *, counts: Counter[str] | None = None) -> Iterator[None]:
    """The database is away before the n-th statement of what runs inside; `counts` tells whether it came so far.

    Where a command is named that restarts the server, it is run there, and the connection is dead by itself.
    """
    cuts = _Breaks(statement, lambda: _cut(restart))
    try:
        with connection.execute_wrapper(cuts):
            yield
    finally:
        if cuts.has_broken:
            connections.close_all()  # who went on with another connection in the meantime has a new one next time
            if counts is not None:
                counts["restarts of the database" if restart else "connections cut"] += 1


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process wrote, and whether it was killed."""

    said: str
    was_killed: bool


def in_a_process(run: Callable[[int], None], *, statement: int) -> Ended:
    """Run in a process of its own that SIGKILL ends before the n-th statement; it is given a pipe to write to."""
    connections.close_all()  # no connection is shared by two processes
    inlet, outlet = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            with connection.execute_wrapper(_Breaks(statement, lambda: os.kill(os.getpid(), signal.SIGKILL))):
                run(outlet)
        finally:
            os._exit(0)
    os.close(outlet)
    with os.fdopen(inlet, encoding="ascii") as told:
        said = told.read()
    _, status = os.waitpid(pid, 0)
    return Ended(said, os.WIFSIGNALED(status))


@contextmanager
def typeset_apart() -> Iterator[None]:
    """Files are set in processes of their own meanwhile: the compiler's threads would not be there after the next fork,
    and what is forked would wait for them for ever.
    """
    fonts.loaded()  # once, and not in each process
    compiled = typesetting.compiled
    setattr(typesetting, "compiled", _apart(compiled))  # noqa: B010
    try:
        yield
    finally:
        setattr(typesetting, "compiled", compiled)  # noqa: B010


def _apart(make: Callable[P, bytes]) -> Callable[P, bytes]:
    def made(*arguments: P.args, **named: P.kwargs) -> bytes:
        inlet, outlet = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                with os.fdopen(outlet, "wb") as told:
                    try:
                        pickle.dump(make(*arguments, **named), told)
                    except NotSet as error:
                        pickle.dump(error, told)
            finally:
                os._exit(0)
        os.close(outlet)
        with os.fdopen(inlet, "rb") as told:
            said = pickle.load(told)  # noqa: S301 -- of our own child
        os.waitpid(pid, 0)
        if isinstance(said, NotSet):
            raise said
        assert isinstance(said, bytes)
        return said

    return made


class _Breaks:
    """Counts statements and breaks at one of them, once."""

    def __init__(self, statement: int, breaks: Callable[[], None]) -> None:
        self._left = statement
        self._breaks = breaks

    @property
    def has_broken(self) -> bool:
        """Whether it came to the statement."""
        return self._left <= 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self._left -= 1
        if self._left == 0:
            self._breaks()
        return execute(*arguments)


def _die() -> None:
    raise Killed


def _cut(restart: str) -> None:
    if restart:
        subprocess.run(shlex.split(restart), cwd="/", check=True, stdout=subprocess.DEVNULL)
        return
    # SQLite has no server that could go: there a statement fails, as on a disk that is full.
    if connection.vendor == "postgresql" and connection.connection is not None:
        connection.connection.close()
    raise OperationalError("the server closed the connection")
